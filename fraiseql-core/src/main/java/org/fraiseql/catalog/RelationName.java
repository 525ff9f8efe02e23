package org.fraiseql.catalog;

import org.fraiseql.sql.Identifiers;

/** A relation's bounded context (PostgreSQL schema) and name. */
public record RelationName(String context, String name) {

  /** As a person writes it in SQL: quoted only if need be. */
  public String spelling() {
    return Identifiers.quoteIfNeeded(context) + "." + Identifiers.quoteIfNeeded(name);
  }

  @Override
  public String toString() {
    return context + "." + name;
  }
}
