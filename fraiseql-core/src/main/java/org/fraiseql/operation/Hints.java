package org.fraiseql.operation;

import java.util.Collection;
import org.fraiseql.problem.Hint;

/**
 * The suggestions of one check, for one thread. Their number is bounded, since comparing thousands
 * of wrong names with a large schema's names would take seconds.
 */
final class Hints {

  /** Problems of one check that are told; more are not worth a reader's time. */
  static final int MOST = 20;

  private final Suggestions suggestions;
  private int left = MOST;

  Hints(Suggestions suggestions) {
    this.suggestions = suggestions;
  }

  Hint hint(String wrong, Collection<String> known) {
    return left-- > 0 ? suggestions.hint(wrong, known) : Hint.NONE;
  }
}
