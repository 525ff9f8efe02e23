package org.fraiseql.schema;

import java.util.Map;
import org.fraiseql.catalog.PgType;

/**
 * What one element of {@code orderBy} takes: an object with exactly one field.
 *
 * @param fields by GraphQL name
 */
public record OrderType(String name, Map<String, Entry> fields) {

  /** What stands behind one field. */
  public sealed interface Entry {

    /** A sortable value; the argument is the enum {@code OrderDirection}. */
    record Leaf(String key, boolean column, PgType type) implements Entry {}

    /** An object inside the document. */
    record Nested(String key, OrderType type) implements Entry {}
  }
}
