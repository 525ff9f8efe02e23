package org.fraiseql.database;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a transaction ends, and with what. */
public sealed interface Ending<T> {

  /** What was written stays. */
  record Commit<T>(T value) implements Ending<T> {}

  /**
   * What was written stays, unless this last statement fails. It goes to PostgreSQL together with
   * the {@code COMMIT}.
   *
   * @param last makes the value of the statement's rows
   */
  record CommitAfter<T>(
      String sql, List<? extends @Nullable Object> parameters, Function<List<Row>, T> last)
      implements Ending<T> {}

  /** Nothing of what was written stays. */
  record RollBack<T>(T value) implements Ending<T> {}
}
