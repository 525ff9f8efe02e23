package org.fraiseql.catalog;

import java.util.List;
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
 * @param routines the functions outside PostgreSQL's own schemas and those of extensions, by
 *     schema, name and parameters
 * @param constraints of the tables and domains outside PostgreSQL's own schemas
 */
public record Catalog(
    Map<RelationName, Relation> relations,
    Map<Long, PgType> types,
    Set<String> aggregates,
    Set<String> setReturning,
    List<Routine> routines,
    List<Constraint> constraints) {

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
