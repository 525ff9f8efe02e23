package org.fraiseql.problem;

/** {@code FQ-9xx}: ours. */
public sealed interface InternalProblem extends Problem {

  /**
   * A bug. What happened stands in the server's log, and only there.
   *
   * @param reference finds the log entry
   */
  record Unexpected(String reference) implements InternalProblem {
    @Override
    public String code() {
      return "FQ-901";
    }

    @Override
    public String message() {
      return "The server failed unexpectedly. Reference: " + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the cause under this reference.";
    }
  }
}
