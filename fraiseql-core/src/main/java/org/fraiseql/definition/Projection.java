package org.fraiseql.definition;

import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.jspecify.annotations.Nullable;

/** Which part of a document is wanted, and how it is written. Immutable. */
public sealed interface Projection {

  /** An object with these members, in this order. */
  record Members(List<Member> members) implements Projection {}

  /** A list. */
  record Items(Projection element, boolean elementNullable, @Nullable Slice slice)
      implements Projection {}

  /**
   * A value of a PostgreSQL type.
   *
   * @param names an enum's labels that are written otherwise, with what they are written as; mostly
   *     empty
   */
  record Value(PgType type, Map<String, String> names) implements Projection {}

  /** JSON as it is. */
  record Raw() implements Projection {}

  /** All that a shape has. */
  static Projection whole(Shape shape) {
    return switch (shape) {
      case Shape.ObjectShape object ->
          new Members(
              object.fields().stream()
                  .<Member>map(
                      f ->
                          new Member.Key(
                              f.key(), f.key(), whole(f.slot().shape()), f.slot().nullable()))
                  .toList());
      case Shape.ListShape list ->
          new Items(whole(list.element().shape()), list.element().nullable(), null);
      case Shape.ScalarShape scalar -> new Value(scalar.type(), Map.of());
      case Shape.OpaqueShape _ -> new Raw();
    };
  }

  /** One member of an object. */
  sealed interface Member {

    /** The name in the answer. */
    String name();

    /** The value at a key. */
    record Key(String name, String key, Projection projection, boolean nullable)
        implements Member {}

    /** A constant string: the type's name. */
    record Constant(String name, String text) implements Member {}
  }

  /**
   * Which elements of a list, in which order.
   *
   * @param where the condition, or null for all
   * @param order none keeps the list's own order
   * @param limit the largest number, or -1
   * @param offset an SQL expression for how many to leave out first, or null
   */
  record Slice(@Nullable Predicate where, List<Order> order, int limit, @Nullable String offset) {}

  /** A sort key inside an element; {@code direction} is what follows the expression in ORDER BY. */
  record Order(List<String> path, PgType type, String direction) {}
}
