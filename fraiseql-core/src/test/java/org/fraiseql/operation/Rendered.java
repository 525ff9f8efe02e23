package org.fraiseql.operation;

import java.util.List;
import org.fraiseql.problem.Problem;

/** Problems as text, all their facts included. */
final class Rendered {

  private Rendered() {}

  static String of(List<? extends Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append("error[%s]: %s%n".formatted(problem.code(), problem.message()));
      String place = problem.place();
      if (place != null) {
        text.append("  --> ").append(place).append('\n');
      }
      if (!problem.path().isEmpty()) {
        text.append("  path: ").append(problem.path()).append('\n');
      }
      String help = problem.help();
      if (help != null) {
        text.append("  help: ").append(help).append('\n');
      }
    }
    return text.toString();
  }
}
