package org.fraiseql.database;

import io.vertx.core.Future;
import java.util.List;

/** The rows of one statement, to be had a few at a time while its transaction lasts. */
public interface Cursor {

  /** The next rows; fewer than asked for if there are no more. */
  Future<List<Row>> fetch(int rows);

  /** Gives up the rest. */
  Future<Void> close();
}
