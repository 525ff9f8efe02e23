package org.fraiseql.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several statements of one caller in one transaction. Blocks; for one thread at a time. */
public interface Session {

  /**
   * Runs one statement. Its columns may not be of the type oid: cast them to bigint.
   *
   * @param parameters values of {@code $1 … $n}: String, Boolean, Integer, Long as the parameter's
   *     type asks for, or a List of String for {@code text[]}
   * @throws org.fraiseql.problem.ProblemException if PostgreSQL refuses it or goes away
   */
  List<Row> query(String sql, @Nullable Object... parameters);
}
