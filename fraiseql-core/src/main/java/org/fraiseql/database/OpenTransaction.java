package org.fraiseql.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.function.Function;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that stays open between statements: its first one begins it, and whoever made it
 * has to end it. It holds no connection before it has begun. Thread-safe.
 */
public final class OpenTransaction implements Transaction {

  private final CallerCheck callers;
  private final Beginning beginning;
  private Isolation isolation;
  private final Promise<Ending<Boolean>> ending = Promise.promise();
  private @Nullable Future<Transaction> begun;
  private @Nullable Future<Boolean> done;
  private @Nullable String over;

  /** Begins it, with its work. */
  @FunctionalInterface
  interface Beginning {
    Future<Boolean> begin(Isolation isolation, Function<Transaction, Future<Ending<Boolean>>> work);
  }

  OpenTransaction(CallerCheck callers, Isolation isolation, Beginning beginning) {
    this.callers = callers;
    this.isolation = isolation;
    this.beginning = beginning;
  }

  /** Whether a statement has been asked of it. */
  public synchronized boolean isBegun() {
    return begun != null;
  }

  /** Raises its isolation before it has begun; tells whether it has that much. */
  public synchronized boolean isolate(Isolation least) {
    if (begun == null && least.compareTo(isolation) > 0) {
      isolation = least;
    }
    return least.compareTo(isolation) <= 0 || least == Isolation.READ_COMMITTED;
  }

  /** Whether it has ended, or been ended. */
  public synchronized boolean isOver() {
    return over != null || done != null && done.isComplete();
  }

  private synchronized Future<Transaction> transaction() {
    if (over != null) {
      return Future.failedFuture(new ProblemException(new DatabaseProblem.TransactionOver(over)));
    }
    if (begun == null) {
      Promise<Transaction> promise = Promise.promise();
      begun = promise.future();
      done =
          beginning.begin(
              isolation,
              transaction -> {
                promise.tryComplete(transaction);
                return ending.future();
              });
      done.onFailure(promise::tryFail);
    }
    Future<Boolean> ended = done;
    return ended != null && ended.failed() ? Future.failedFuture(ended.cause()) : begun;
  }

  @Override
  public Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters) {
    return transaction().compose(transaction -> transaction.query(sql, parameters));
  }

  @Override
  public Future<Long> update(String sql, List<? extends @Nullable Object> parameters) {
    return transaction().compose(transaction -> transaction.update(sql, parameters));
  }

  @Override
  public Future<Cursor> cursor(String sql, List<? extends @Nullable Object> parameters) {
    return transaction().compose(transaction -> transaction.cursor(sql, parameters));
  }

  @Override
  public Savepoint savepoint() {
    return new Later(transaction().map(Transaction::savepoint));
  }

  /** A savepoint of a transaction that is about to begin. */
  private record Later(Future<Savepoint> savepoint) implements Savepoint {
    @Override
    public Future<Void> release() {
      return savepoint.compose(Savepoint::release);
    }

    @Override
    public Future<Void> rollBack() {
      return savepoint.compose(Savepoint::rollBack);
    }
  }

  @Override
  public Transaction as(Caller caller) {
    CallerProblem problem = callers.problem(caller);
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return new As(this, caller);
  }

  /** The transaction of another caller. */
  private record As(OpenTransaction whole, Caller caller) implements Transaction {
    private Future<Transaction> transaction() {
      return whole.transaction().map(transaction -> transaction.as(caller));
    }

    @Override
    public Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters) {
      return transaction().compose(transaction -> transaction.query(sql, parameters));
    }

    @Override
    public Future<Long> update(String sql, List<? extends @Nullable Object> parameters) {
      return transaction().compose(transaction -> transaction.update(sql, parameters));
    }

    @Override
    public Future<Cursor> cursor(String sql, List<? extends @Nullable Object> parameters) {
      return transaction().compose(transaction -> transaction.cursor(sql, parameters));
    }

    @Override
    public Savepoint savepoint() {
      return whole.savepoint();
    }

    @Override
    public Transaction as(Caller other) {
      return whole.as(other);
    }
  }

  /**
   * Commits what was done, and gives the connection back.
   *
   * @return fails, and nothing has been written, if a statement was refused or the transaction is
   *     over, unless the problem is {@link DatabaseProblem.OutcomeUnknown}
   */
  public Future<Void> commit() {
    return end(new Ending.Commit<>(true), "it was committed");
  }

  /** Undoes what was done, and gives the connection back; never fails, and may come too late. */
  public Future<Void> rollBack() {
    return end(new Ending.RollBack<>(false), "it was rolled back").otherwiseEmpty();
  }

  private synchronized Future<Void> end(Ending<Boolean> how, String why) {
    if (over != null) {
      return Future.failedFuture(new ProblemException(new DatabaseProblem.TransactionOver(over)));
    }
    over = why;
    ending.complete(how);
    return done == null ? Future.succeededFuture() : done.mapEmpty();
  }
}
