package org.fraiseql.server.cli;

import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Problem;

/** Shows a problem as a compiler would. */
final class ProblemText {

  private ProblemText() {}

  /** Without a line end. What is served all the same is a warning. */
  static String of(Problem problem) {
    String severity = problem instanceof DefinitionProblem ? "warning" : "error";
    StringBuilder text = new StringBuilder(severity);
    text.append('[').append(problem.code()).append("]: ").append(problem.message());
    if (problem.place() != null) {
      text.append("\n  --> ").append(problem.place());
    }
    if (problem.help() != null) {
      text.append("\n  help: ").append(problem.help());
    }
    return text.toString();
  }
}
