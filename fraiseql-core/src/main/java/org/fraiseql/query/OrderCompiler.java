package org.fraiseql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Predicate;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.OrderType;

/** {@code orderBy} arguments to sort keys. */
final class OrderCompiler {

  /**
   * A sort key.
   *
   * @param path as in {@link FilterCompiler}
   */
  record Key(List<String> path, PgType type, boolean descending, boolean nullsFirst) {

    /**
     * What follows the expression in ORDER BY; PostgreSQL's default for nulls is left out, so that
     * indexes fit.
     */
    String direction(boolean reversed) {
      boolean down = descending != reversed;
      boolean first = nullsFirst != reversed;
      return (down ? " DESC" : "") + (first == down ? "" : first ? " NULLS FIRST" : " NULLS LAST");
    }
  }

  private OrderCompiler() {}

  static List<Key> compile(Value value, OrderType type) {
    List<Key> keys = new ArrayList<>();
    switch (value) {
      case Value.ListOf list ->
          list.items().forEach(item -> key(item, type, List.of(), keys, "orderBy"));
      case Value.Null _ -> throw FilterCompiler.missing("orderBy", "a list of sort keys");
      default -> key(value, type, List.of(), keys, "orderBy");
    }
    return keys;
  }

  private static void key(
      Value value, OrderType type, List<String> path, List<Key> keys, String where) {
    if (!(value instanceof Value.Input input)) {
      throw FilterCompiler.missing(where, "an object with one sort key");
    }
    for (Map.Entry<String, Value> field : input.fields().entrySet()) {
      OrderType.Entry entry = java.util.Objects.requireNonNull(type.fields().get(field.getKey()));
      List<String> longer = new ArrayList<>(path);
      switch (entry) {
        case OrderType.Entry.Nested nested -> {
          longer.add(nested.key());
          key(field.getValue(), nested.type(), longer, keys, where + "." + field.getKey());
        }
        case OrderType.Entry.Leaf leaf -> {
          if (leaf.column()) {
            longer.add(Predicate.COLUMN);
          }
          longer.add(leaf.key());
          keys.add(
              leaf(
                  field.getValue(),
                  List.copyOf(longer),
                  leaf.type(),
                  where + "." + field.getKey()));
        }
      }
    }
  }

  private static Key leaf(Value value, List<String> path, PgType type, String where) {
    if (!(value instanceof Value.EnumName direction)) {
      throw FilterCompiler.missing(where, "a direction");
    }
    boolean descending = direction.name().startsWith("DESC");
    boolean nullsFirst = direction.name().endsWith("FIRST") || direction.name().equals("DESC");
    return new Key(path, type, descending, nullsFirst);
  }
}
