package org.fraiseql.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one database has, as of one moment. Immutable.
 *
 * @param relations all relations outside PostgreSQL's own schemas
 * @param types by oid
 * @param aggregates the names of aggregates: bare for PostgreSQL's own, with their schema for all
 *     others
 * @param setReturning the names of functions that return sets, likewise
 */
public record Catalog(
    Map<RelationName, Relation> relations,
    Map<Long, PgType> types,
    Set<String> aggregates,
    Set<String> setReturning) {

  /** The relation of that name. */
  public Optional<Relation> relation(RelationName name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** The built-in type of that name. */
  public PgType builtIn(String name) {
    return types.values().stream()
        .filter(type -> type.is(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no built-in type " + name));
  }
}
