package org.fraiseql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request.
 *
 * @param query the document's text
 * @param operationName which of its operations, when it has several
 * @param variables as parsed from JSON: String, Number, Boolean, List, Map, null
 * @param queriesOnly whether a mutation is refused, as it must be when it comes by GET
 */
public record Request(
    String query,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    boolean queriesOnly) {

  /** A request for any kind of operation. */
  public Request(
      String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {
    this(query, operationName, variables, false);
  }
}
