package org.fraiseql.declaration;

import jakarta.validation.Constraint;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Constraints of Jakarta Validation, which must not stand there without a meaning. */
final class Constraints {

  /** Where nobody expects that they are checked. */
  static final Constraints UNHEEDED = new Constraints(() -> true);

  private final BooleanSupplier areChecked;
  private @Nullable Boolean checked;

  /**
   * @param areChecked whether something checks constraints; is asked only where there is one
   */
  Constraints(BooleanSupplier areChecked) {
    this.areChecked = areChecked;
  }

  /** Whether there is a constraint, and nothing that would check it. */
  boolean areIdle(AnnotatedElement element, AnnotatedType type) {
    return (isConstrained(element) || inside(type)) && !known();
  }

  private boolean known() {
    Boolean before = checked;
    boolean now = before == null ? areChecked.getAsBoolean() : before;
    checked = now;
    return now;
  }

  /** Whether the class path has what checks constraints, and it works; takes a while. */
  static boolean areChecked() {
    try (ValidatorFactory found = Validation.buildDefaultValidatorFactory()) {
      return found != null;
    } catch (ValidationException e) {
      return false;
    }
  }

  private static boolean isConstrained(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(each -> each.annotationType().isAnnotationPresent(Constraint.class));
  }

  /** Of the elements of a list, say. */
  private static boolean inside(AnnotatedType type) {
    return isConstrained(type)
        || type instanceof AnnotatedParameterizedType generic
            && Arrays.stream(generic.getAnnotatedActualTypeArguments())
                .anyMatch(Constraints::inside);
  }
}
