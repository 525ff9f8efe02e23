package org.fraiseql.problem;

import java.util.List;

/**
 * Carries problems to the edge, where they are rendered. Has no stack trace: a problem is not a bug
 * of ours.
 */
public final class ProblemException extends RuntimeException {

  private final transient List<? extends Problem> problems;

  public ProblemException(List<? extends Problem> problems) {
    super(problems.getFirst().message(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  /** At least one problem. */
  public List<? extends Problem> problems() {
    return problems;
  }
}
