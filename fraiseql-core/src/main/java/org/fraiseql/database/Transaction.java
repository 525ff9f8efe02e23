package org.fraiseql.database;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that may write, on a connection of its own. Thread-safe. Statements are sent
 * without waiting for the ones before; after one that was refused all others fail as that did, and
 * nothing can be committed any more.
 */
public interface Transaction {

  /**
   * Runs one statement.
   *
   * @param parameters a String, a List of Strings for {@code text[]}, or null; the statement casts
   *     them
   * @return fails with a {@link RefusedException} if PostgreSQL refuses it, with a {@link
   *     org.fraiseql.problem.ProblemException} for all else, also when the transaction has ended
   */
  Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters);
}
