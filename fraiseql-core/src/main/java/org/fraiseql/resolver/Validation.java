package org.fraiseql.resolver;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.UnwrapByDefault;
import jakarta.validation.valueextraction.ValueExtractor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fraiseql.api.Omittable;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.declaration.MethodDeclaration.Parameter;
import org.fraiseql.declaration.RecordDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Checks the constraints of Jakarta Validation on arguments: those of parameters, and those of all
 * records in them, whether or not {@code @Valid} says so. Thread-safe.
 */
public final class Validation {

  /** What is wrong, and with which argument or part of it: {@code input.items[0].quantity}. */
  record Violation(String input, String rule) {}

  private final Declarations declarations;
  private final @Nullable Validator validator;

  private Validation(Declarations declarations, @Nullable Validator validator) {
    this.declarations = declarations;
    this.validator = validator;
  }

  /** Looks for what checks constraints, if any could be on the arguments of a method. */
  public static Validation of(Declarations declarations) {
    boolean none = declarations.methods().stream().allMatch(method -> method.arguments().isEmpty());
    return new Validation(declarations, none ? null : validator());
  }

  private static @Nullable Validator validator() {
    try {
      return jakarta.validation.Validation.byDefaultProvider()
          .configure()
          .addValueExtractor(new OmittableExtractor())
          .buildValidatorFactory()
          .getValidator();
    } catch (ValidationException e) {
      // Without a provider nothing that has constraints is served.
      return null;
    }
  }

  /** Whether there can be violations in an argument of the method. */
  boolean isConstrained(MethodDeclaration method) {
    return method.arguments().stream()
        .anyMatch(argument -> isConstrained(argument.type(), new HashSet<>()));
  }

  private boolean isConstrained(JavaType type, Set<Class<?>> seen) {
    RecordDeclaration record = declarations.records().get(type.single().raw());
    return validator != null
        && record != null
        && seen.add(record.type())
        && (validator.getConstraintsForClass(record.type()).isBeanConstrained()
            || record.components().stream().anyMatch(each -> isConstrained(each.type(), seen)));
  }

  /** All that is violated, in the order of places. */
  List<Violation> violations(MethodDeclaration method, @Nullable Object[] arguments) {
    Validator checks = validator;
    if (checks == null || method.arguments().isEmpty()) {
      return List.of();
    }
    Set<Violation> found = new LinkedHashSet<>();
    Object target = method.invoker().target();
    if (target != null) {
      checks
          .forExecutables()
          .validateParameters(target, method.invoker().method(), arguments)
          .forEach(violation -> found.add(ofParameter(violation, method)));
    }
    for (int i = 0; i < arguments.length; i++) {
      if (method.parameters().get(i) instanceof Parameter.Argument argument) {
        inside(arguments[i], argument.name(), checks, found);
      }
    }
    List<Violation> sorted = new ArrayList<>(found);
    sorted.sort((a, b) -> a.input.compareTo(b.input));
    return sorted;
  }

  private static Violation ofParameter(ConstraintViolation<?> violation, MethodDeclaration method) {
    StringBuilder place = new StringBuilder();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        int index = node.as(Path.ParameterNode.class).getParameterIndex();
        if (method.parameters().get(index) instanceof Parameter.Argument argument) {
          place.append(argument.name());
        }
      } else if (node.getKind() != ElementKind.METHOD) {
        append(place, node);
      }
    }
    return new Violation(place.toString(), violation.getMessage());
  }

  private static void append(StringBuilder place, Path.Node node) {
    if (node.isInIterable() && node.getIndex() != null) {
      place.append('[').append(node.getIndex()).append(']');
    }
    if (node.getKind() == ElementKind.PROPERTY) {
      place.append('.').append(node.getName());
    }
  }

  private void inside(
      @Nullable Object wrapped, String place, Validator checks, Set<Violation> found) {
    Object value = Component.unwrapped(wrapped);
    if (value instanceof Collection<?> items) {
      int index = 0;
      for (Object item : items) {
        inside(item, place + "[" + index++ + "]", checks, found);
      }
      return;
    }
    RecordDeclaration record = value == null ? null : declarations.records().get(value.getClass());
    if (value == null || record == null) {
      return;
    }
    for (ConstraintViolation<Object> violation : checks.validate(value)) {
      StringBuilder here = new StringBuilder(place);
      violation.getPropertyPath().forEach(node -> append(here, node));
      found.add(new Violation(here.toString(), violation.getMessage()));
    }
    for (Component component : record.components()) {
      inside(record.value(value, component.name()), place + "." + component.name(), checks, found);
    }
  }

  /** What was not given is not checked; a null that was given is. */
  @UnwrapByDefault
  static final class OmittableExtractor implements ValueExtractor<Omittable<@ExtractedValue ?>> {
    @Override
    public void extractValues(Omittable<?> omittable, ValueReceiver receiver) {
      if (!omittable.isOmitted()) {
        receiver.value(null, omittable.value());
      }
    }
  }
}
