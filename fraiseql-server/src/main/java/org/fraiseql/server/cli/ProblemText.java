package org.fraiseql.server.cli;

import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Problem;

/** Shows a problem as a compiler would. */
final class ProblemText {

  private ProblemText() {}

  /** Without a line end. */
  static String of(Problem problem) {
    StringBuilder text = new StringBuilder(isError(problem) ? "error" : "notice");
    text.append('[').append(problem.code()).append("]: ").append(problem.message());
    if (problem.place() != null) {
      text.append("\n  --> ").append(problem.place());
    }
    if (problem.help() != null) {
      text.append("\n  help: ").append(problem.help());
    }
    if (problem instanceof DefinitionProblem definition && definition.fix() != null) {
      // Below each other, so that a fix of several lines can be copied.
      text.append("\n  fix:\n").append(definition.fix().indent(4).stripTrailing());
    }
    return text.toString();
  }

  static boolean isError(Problem problem) {
    return !(problem instanceof DefinitionProblem definition)
        || definition.severity() == DefinitionProblem.Severity.ERROR;
  }
}
