package org.fraiseql.command;

import java.util.List;

/** What became of several commands that were to be carried out together. */
public sealed interface Batch {

  /** All were accepted; their answers in order. */
  record Kept(List<Result.Answered> answers) implements Batch {}

  /**
   * One was not, and nothing of the others has stayed.
   *
   * @param index which, from 0
   */
  record Undone(int index, Result result) implements Batch {}
}
