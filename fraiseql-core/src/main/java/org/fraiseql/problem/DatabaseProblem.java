package org.fraiseql.problem;

/** {@code FQ-5xx}: PostgreSQL. */
public sealed interface DatabaseProblem extends Problem {

  /** No connection to be had. */
  record Unreachable(String place, String reason) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-501";
    }

    @Override
    public String message() {
      return "PostgreSQL cannot be reached: " + reason;
    }
  }
}
