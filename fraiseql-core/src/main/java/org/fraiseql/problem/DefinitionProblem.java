package org.fraiseql.problem;

/** {@code FQ-2xx}: what the database holds. */
public sealed interface DefinitionProblem extends Problem {

  /** A part of a document is served as the scalar JSON because its definition is not understood. */
  record Opaque(String place, String reason, String help) implements DefinitionProblem {
    @Override
    public String code() {
      return "FQ-201";
    }

    @Override
    public String message() {
      return "is served as JSON: " + reason;
    }
  }
}
