package org.fraiseql.resolver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.Records;
import org.fraiseql.declaration.SealedDeclaration;
import org.fraiseql.schema.RejectionCode;
import org.jspecify.annotations.Nullable;

/** Violated constraints as the failure that a command's result declares. */
final class InvalidOutcome {

  private InvalidOutcome() {}

  /**
   * Null if the result has no failure that could say it.
   *
   * @param result the type of the command's field
   */
  static @Nullable Object of(
      List<Validation.Violation> violations, JavaType result, Declarations declarations) {
    SealedDeclaration outcome = declarations.sealed().get(result.raw());
    if (outcome == null) {
      return null;
    }
    return outcome.members().stream()
        .filter(member -> member.role() == RecordDeclaration.Role.FAILURE)
        .findFirst()
        .map(failure -> failure(violations, failure))
        .orElse(null);
  }

  private static @Nullable Object failure(
      List<Validation.Violation> violations, RecordDeclaration failure) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Component component : failure.components()) {
      Object value = value(component, violations);
      if (value == null && !component.type().nullable()) {
        return null;
      }
      boolean optional = component.wrapping() == Component.Wrapping.OPTIONAL;
      values.put(component.name(), optional ? Optional.ofNullable(value) : value);
    }
    return Records.create(failure.type(), values);
  }

  private static @Nullable Object value(
      Component component, List<Validation.Violation> violations) {
    return switch (component.name()) {
      case "message" -> message(violations);
      case "code" -> code(component.type());
      case "field" -> violations.getFirst().input();
      default -> null;
    };
  }

  private static String message(List<Validation.Violation> violations) {
    return violations.size() == 1
        ? violations.getFirst().rule()
        : violations.stream()
            .map(violation -> violation.input() + ": " + violation.rule())
            .collect(Collectors.joining("; "));
  }

  private static @Nullable Object code(JavaType type) {
    String code = RejectionCode.INVALID_INPUT.name();
    if (type.raw() == String.class) {
      return code;
    }
    Object[] constants = type.raw().getEnumConstants();
    if (constants != null) {
      for (Object constant : constants) {
        if (((Enum<?>) constant).name().equals(code)) {
          return constant;
        }
      }
    }
    return null;
  }
}
