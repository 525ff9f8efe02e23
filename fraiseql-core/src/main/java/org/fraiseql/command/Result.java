package org.fraiseql.command;

import org.fraiseql.problem.Problem;

/** What became of one command. */
public sealed interface Result {

  /**
   * An outcome, accepted and committed or rejected and rolled back.
   *
   * @param json the field's value
   */
  record Answered(String json) implements Result {}

  /** The command was not carried out; nothing of it is left, unless the problem says otherwise. */
  record Failed(Problem problem) implements Result {}
}
