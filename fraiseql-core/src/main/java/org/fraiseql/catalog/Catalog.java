package org.fraiseql.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * What one database has, as of one moment. Immutable.
 *
 * @param relations all relations outside PostgreSQL's own schemas
 * @param types by oid
 */
public record Catalog(Map<RelationName, Relation> relations, Map<Long, PgType> types) {

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
