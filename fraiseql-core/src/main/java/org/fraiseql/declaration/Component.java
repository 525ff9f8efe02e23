package org.fraiseql.declaration;

import java.util.Optional;
import org.fraiseql.api.Omittable;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record: a field of its GraphQL type. Immutable.
 *
 * @param name of component and field
 * @param place such as {@code org.acme.Order.customer}
 */
public record Component(
    String name, JavaType type, Wrapping wrapping, @Nullable String description, String place) {

  /** What the value stands in. */
  public enum Wrapping {
    NONE,
    /** {@code Optional}: empty for null, and for what was not given. */
    OPTIONAL,
    /** {@code Omittable}. */
    OMITTABLE
  }

  /** What stands inside of an Optional or Omittable, and all else as it is. */
  public static @Nullable Object unwrapped(@Nullable Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.orElse(null);
      case Omittable<?> omittable -> omittable.value();
      case null, default -> value;
    };
  }
}
