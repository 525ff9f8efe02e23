package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/** {@code FQ-1xx}: the client's request. */
public sealed interface RequestProblem extends Problem
    permits RequestProblem.MalformedRequest,
        DocumentProblem,
        NameProblem,
        ValueProblem,
        LimitProblem {

  @Override
  default @Nullable String place() {
    if (locations().isEmpty()) {
      return null;
    }
    Location first = locations().getFirst();
    return "line " + first.line() + ", column " + first.column();
  }

  /** The body, or something in it, is not what GraphQL over HTTP asks for. */
  record MalformedRequest(String message, String help) implements RequestProblem {
    @Override
    public String code() {
      return RequestCode.MALFORMED_REQUEST.code;
    }
  }
}
