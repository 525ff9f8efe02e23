package org.fraiseql.database;

import io.vertx.core.Future;

/** A place in a transaction to which it can go back. Thread-safe. */
public interface Savepoint {

  /** Takes what was done since as done; there is no going back to this place any more. */
  Future<Void> release();

  /**
   * Undoes all that was done since, also after a statement that was refused: the transaction can be
   * used again then.
   *
   * @return fails if the transaction is over, or had failed before this place
   */
  Future<Void> rollBack();
}
