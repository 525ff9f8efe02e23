package org.fraiseql.schema;

import java.util.Map;
import org.fraiseql.catalog.PgType;

/**
 * What {@code where} takes at one level. Beside its fields, every level takes {@code _and} and
 * {@code _or} (lists of the same level) and {@code _not} (the same level).
 *
 * @param name the GraphQL input type
 * @param fields by GraphQL name; filled while the schema is built, since levels can refer to each
 *     other
 */
public record FilterType(String name, Map<String, Entry> fields) {

  /** What stands behind one field. */
  public sealed interface Entry {

    /**
     * A value of the document (or, when {@code column}, a real column of the relation) and the
     * operators it takes.
     */
    record Leaf(String key, boolean column, PgType type, Map<String, Operator> operators)
        implements Entry {}

    /** An object inside the document. */
    record Nested(String key, FilterType type) implements Entry {}

    /** A list of objects inside the document: takes {@code some}, {@code every}, {@code none}. */
    record Items(String key, FilterType element) implements Entry {}
  }
}
