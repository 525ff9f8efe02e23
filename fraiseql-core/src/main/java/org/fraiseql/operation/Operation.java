package org.fraiseql.operation;

import java.util.List;
import java.util.Locale;

/** What one request asks for, in terms of the schema: the input of planning. Immutable. */
public record Operation(Kind kind, List<Selection> selections) {

  /** GraphQL's three. */
  public enum Kind {
    QUERY,
    MUTATION,
    SUBSCRIPTION;

    /** As GraphQL spells it: {@code mutation}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
