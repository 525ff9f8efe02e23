package org.fraiseql.problem;

/** {@code FQ-3xx}: who asks. */
public sealed interface CallerProblem extends Problem {

  /** A declared setting has no value in this request. */
  record MissingSetting(String setting) implements CallerProblem {
    @Override
    public String code() {
      return "FQ-301";
    }

    @Override
    public String message() {
      return "The request has no value for the setting '" + setting + "'.";
    }
  }
}
