package org.fraiseql.catalog;

/** A relation's bounded context (PostgreSQL schema) and name. */
public record RelationName(String context, String name) {

  @Override
  public String toString() {
    return context + "." + name;
  }
}
