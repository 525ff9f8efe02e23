package org.fraiseql.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a read model: the filter of GraphQL, with the same operators. Immutable.
 *
 * <pre>{@code
 * where("customer_id").eq(customer)
 *     .and(where("status").in("pending", "paid"))
 *     .and(where("items").some(where("quantity").gt(3)))
 * }</pre>
 *
 * <p>Names are keys of the document, columns, or the names that both have in GraphQL; a path leads
 * into objects: {@code customer.email}. What a name means is looked up when the condition is used,
 * and an unknown one is a problem then.
 */
public sealed interface Where {

  /** No condition: all rows. */
  static Where all() {
    return new And(List.of());
  }

  /** What is to be compared. */
  static Path where(String path) {
    return new Path(path);
  }

  /** None of its parts is false. */
  record And(List<Where> parts) implements Where {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** One of its parts is true. */
  record Or(List<Where> parts) implements Where {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** The condition is false. */
  record Not(Where condition) implements Where {}

  /**
   * An operator of the table.
   *
   * @param operand null only by mistake, which is told when the condition is used
   */
  record Test(String path, String operator, @Nullable Object operand) implements Where {}

  /** What holds for elements of a list. */
  record Elements(String path, Quantifier quantifier, Where condition) implements Where {}

  /** For which elements of a list a condition has to hold. */
  enum Quantifier {
    SOME,
    EVERY,
    NONE
  }

  /** Both hold. */
  default Where and(Where other) {
    return new And(joined(this instanceof And and ? and.parts : List.of(this), other));
  }

  /** At least one of them holds. */
  default Where or(Where other) {
    return new Or(joined(this instanceof Or or ? or.parts : List.of(this), other));
  }

  /** It does not hold; for what cannot be told, because something is null, neither does this. */
  default Where not() {
    return new Not(this);
  }

  private static List<Where> joined(List<Where> parts, Where other) {
    List<Where> all = new ArrayList<>(parts);
    all.add(Objects.requireNonNull(other, "a condition"));
    return all;
  }
}
