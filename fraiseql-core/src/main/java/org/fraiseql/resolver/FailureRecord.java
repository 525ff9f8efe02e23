package org.fraiseql.resolver;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.Records;
import org.fraiseql.declaration.SealedDeclaration;
import org.jspecify.annotations.Nullable;

/** A refusal as the failure that a command's result declares. */
final class FailureRecord {

  private FailureRecord() {}

  /**
   * Null if the result has no failure that could say it.
   *
   * @param result the type of the command's field
   */
  static @Nullable Object of(Refusal refusal, JavaType result, Declarations declarations) {
    SealedDeclaration outcome = declarations.sealed().get(result.raw());
    if (outcome == null) {
      return null;
    }
    return outcome.members().stream()
        .filter(member -> member.role() == RecordDeclaration.Role.FAILURE)
        .findFirst()
        .map(failure -> failure(refusal, failure))
        .orElse(null);
  }

  private static @Nullable Object failure(Refusal refusal, RecordDeclaration failure) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Component component : failure.components()) {
      Object value = value(component, refusal);
      if (value == null && !component.type().nullable()) {
        return null;
      }
      boolean optional = component.wrapping() == Component.Wrapping.OPTIONAL;
      values.put(component.name(), optional ? Optional.ofNullable(value) : value);
    }
    return Records.create(failure.type(), values);
  }

  private static @Nullable Object value(Component component, Refusal refusal) {
    return switch (component.name()) {
      case "message" -> refusal.message();
      case "code" -> code(component.type(), refusal.code());
      case "field" -> refusal.field();
      default -> null;
    };
  }

  private static @Nullable Object code(JavaType type, String code) {
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
