package org.fraiseql.schema;

import org.fraiseql.definition.ReadModel;

/**
 * A field of the query type that reads one read model. Immutable.
 *
 * @param type the GraphQL type of one document
 * @param filter what {@code where} takes: the document's typed paths and the relation's other
 *     columns
 * @param order what {@code orderBy} takes
 */
public record RootField(
    String name, Kind kind, ReadModel model, ObjectType type, FilterType filter, OrderType order) {

  /** What it answers. */
  public enum Kind {
    /** {@code product(id)}: the document or null. */
    ONE,
    /** {@code products(where, orderBy, limit, offset)}. */
    LIST,
    /** {@code productsConnection(where, orderBy, first, after, last, before)}. */
    CONNECTION
  }
}
