package org.fraiseql.problem;

/** {@code FQ-1xx}: the client's request. */
public sealed interface RequestProblem extends Problem {

  /** The body, or something in it, is not what GraphQL over HTTP asks for. */
  record MalformedRequest(String message, String help) implements RequestProblem {
    @Override
    public String code() {
      return "FQ-101";
    }
  }
}
