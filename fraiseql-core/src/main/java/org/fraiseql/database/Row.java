package org.fraiseql.database;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link Session}'s or a {@link Transaction}'s answer. A column that the answer does not
 * have is an {@link IllegalArgumentException}.
 */
public interface Row {

  /** The value as text; null for SQL NULL. */
  @Nullable String string(String column);

  /** The value of a {@code bytea} column, as PostgreSQL sent it; null for SQL NULL. */
  @Nullable Buffer bytes(String column);

  /** The value of a boolean column; false for SQL NULL. */
  boolean bool(String column);

  /** The value of an integer column; 0 for SQL NULL. */
  long number(String column);

  /** The elements of an array; none for SQL NULL. A null element is the empty string. */
  List<String> strings(String column);
}
