package org.fraiseql.database;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on a connection of its own. Thread-safe. Statements are sent without waiting for
 * the ones before.
 *
 * <p>In a transaction that may write, after a statement that was refused all others fail as that
 * did, and nothing can be committed any more, but for a {@link Savepoint} before it. One that only
 * reads goes on as if the refused statement had not been.
 *
 * <p>Whatever fails, fails with a {@link RefusedException} if PostgreSQL refused a statement, and
 * with a {@link org.fraiseql.problem.ProblemException} for all else, also when the transaction has
 * ended.
 */
public interface Transaction {

  /**
   * Runs one statement.
   *
   * @param parameters a String, a List of Strings for {@code text[]}, or null; the statement casts
   *     them
   */
  Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters);

  /** Runs one statement; tells how many rows it was about. */
  Future<Long> update(String sql, List<? extends @Nullable Object> parameters);

  /** Runs a query whose rows are not had at once. Its columns come as text. */
  Future<Cursor> cursor(String sql, List<? extends @Nullable Object> parameters);

  /** Marks this place. */
  Savepoint savepoint();

  /**
   * The same transaction, in which statements run as another caller.
   *
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  Transaction as(Caller caller);
}
