package org.fraiseql.operation;

import java.util.Collection;
import org.fraiseql.problem.Hint;

/** What a wrong name may have been meant to be, where that may be told. Immutable. */
record Suggestions(boolean shown) {

  Hint hint(String wrong, Collection<String> known) {
    return shown ? Hint.of(wrong, known) : Hint.NONE;
  }
}
