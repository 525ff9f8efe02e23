package org.fraiseql.database;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that may write, on a connection of its own. To be used on the context on which
 * the work is called. Statements are sent without waiting for the ones before; after one that
 * failed the others fail too.
 */
public interface Transaction {

  /**
   * Runs one statement.
   *
   * @param parameters a String, a List of Strings for {@code text[]}, or null; the statement casts
   *     them
   * @return fails with a {@link RefusedException} if PostgreSQL refuses it
   */
  Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters);
}
