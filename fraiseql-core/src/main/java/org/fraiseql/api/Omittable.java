package org.fraiseql.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input value that tells three states apart: not given, null, and a value. Immutable.
 *
 * <pre>{@code
 * @Input record UpdateCustomerInput(UUID id, Omittable<String> phone) {}
 *
 * if (!input.phone().isOmitted()) {
 *   setPhone(input.phone().value());   // null: the client wants it gone
 * }
 * }</pre>
 */
public final class Omittable<T> {

  private static final Omittable<?> OMITTED = new Omittable<>(null, false);

  private final @Nullable T value;
  private final boolean given;

  private Omittable(@Nullable T value, boolean given) {
    this.value = value;
    this.given = given;
  }

  /** Nothing was given. */
  @SuppressWarnings("unchecked") // It holds no value of any type.
  public static <T> Omittable<T> omitted() {
    return (Omittable<T>) OMITTED;
  }

  /** A value, or null, was given. */
  public static <T> Omittable<T> of(@Nullable T value) {
    return new Omittable<>(value, true);
  }

  /** Whether nothing was given. */
  public boolean isOmitted() {
    return !given;
  }

  /** What was given; null also if nothing was. */
  public @Nullable T value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Omittable<?> that
        && given == that.given
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(given, value);
  }

  @Override
  public String toString() {
    return given ? "Omittable[" + value + "]" : "Omittable.omitted";
  }
}
