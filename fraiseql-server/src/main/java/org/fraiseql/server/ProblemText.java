package org.fraiseql.server;

import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Problem;

/** Shows a problem as a compiler would. */
public final class ProblemText {

  private ProblemText() {}

  /** Without a line end. */
  public static String of(Problem problem) {
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

  public static boolean isError(Problem problem) {
    return !(problem instanceof DefinitionProblem definition)
        || definition.severity() == DefinitionProblem.Severity.ERROR;
  }
}
