package org.fraiseql.operation;

import java.util.List;

/** What one request asks for, in terms of the schema: the input of planning. Immutable. */
public record Operation(Kind kind, List<Selection> selections) {

  /** GraphQL's three. */
  public enum Kind {
    QUERY,
    MUTATION,
    SUBSCRIPTION
  }
}
