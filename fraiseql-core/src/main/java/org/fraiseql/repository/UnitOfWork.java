package org.fraiseql.repository;

import java.util.Locale;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.OpenTransaction;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.repository.Sessions.Mode;
import org.fraiseql.schema.CommandField;

/**
 * A transaction with its session. It holds a connection from its first statement to its end, and
 * none without a statement. Thread-safe.
 */
public final class UnitOfWork {

  private final OpenTransaction transaction;
  private final Mode mode;
  private final Cancellation cancellation;
  private final InTransaction session;

  UnitOfWork(
      Sessions sessions,
      OpenTransaction transaction,
      Caller caller,
      Mode mode,
      Cancellation cancellation) {
    this.transaction = transaction;
    this.mode = mode;
    this.cancellation = cancellation;
    this.session = new InTransaction(sessions, this, transaction, caller, new Level());
  }

  /** For the program: it may be used on any thread that can block. */
  public Session session() {
    return session;
  }

  /** For statements of the engine in the same transaction, and to end it without blocking. */
  public OpenTransaction transaction() {
    return transaction;
  }

  InTransaction inTransaction() {
    return session;
  }

  /** A command's own isolation is that of its transaction, which must not have begun with less. */
  void isolate(CommandField command) {
    if (!transaction.isolate(command.isolation())) {
      throw new ProblemException(
          new SessionProblem.TooLittleIsolation(
              command.routine().name(),
              command.isolation().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }

  Mode mode() {
    return mode;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Keeps what was written. Blocks.
   *
   * @throws org.fraiseql.problem.ProblemException if a statement was refused or the transaction is
   *     over; nothing was written then, unless the problem is {@link
   *     org.fraiseql.problem.DatabaseProblem.OutcomeUnknown}
   */
  public void commit() {
    Waiting.on(transaction.commit(), cancellation);
  }

  /** Undoes what was written, if it can still be undone. Blocks. */
  public void rollBack() {
    Waiting.on(transaction.rollBack().otherwiseEmpty(), cancellation);
  }
}
