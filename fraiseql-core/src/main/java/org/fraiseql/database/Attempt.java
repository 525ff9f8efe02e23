package org.fraiseql.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction on a line of its own. Confined to its event loop, but for {@link #query}.
 *
 * <p>The opening goes to PostgreSQL together with the first statement, the last statement together
 * with {@code COMMIT}. PostgreSQL answers {@code COMMIT} in a transaction that has failed with a
 * rollback and no error, and outside of any transaction with nothing but a warning. The savepoint
 * before it is refused in both, and then {@code COMMIT} is not tried: so an answer without an error
 * means that what was written has been committed.
 *
 * <p>If the opening fails, a statement behind it may run without the caller's role, outside of any
 * transaction. The session is read-only, so it has no effect, and its answer does not count. Behind
 * a pooler the session may be anybody's, so there the opening is waited for.
 */
final class Attempt<T> implements Transaction {

  private static final Logger log = LoggerFactory.getLogger("org.fraiseql.database");

  private static final String COMMIT = "SAVEPOINT before_commit;COMMIT";

  /** Work that has done nothing for longer when its connection ends may never end itself. */
  private static final long LONG_IDLE_NANOS = 1_000_000_000L;

  private final Write<T> write;
  private final Lease lease;
  private final ContextInternal context;
  private Future<?> opened = Future.succeededFuture();
  private boolean begun;
  private boolean committing;
  private boolean rollingBack;
  private boolean abandoned;
  private boolean over;

  /** What was refused first; all that follows only comes of it. */
  private @Nullable Throwable failure;

  /** The same in words for the outside. */
  private @Nullable Throwable outward;

  private boolean innocent;

  Attempt(Write<T> write, Lease lease) {
    this.write = write;
    this.lease = lease;
    this.context = write.lines.context();
    lease.whenLost(this::lostWhileIdle);
  }

  void run() {
    Future<Ending<T>> ending;
    try {
      ending = Objects.requireNonNull(write.work.apply(this), "work without an ending");
    } catch (RuntimeException | Error e) {
      ending = Future.failedFuture(e);
    }
    ending.onComplete(done -> onLoop(() -> worked(done)));
  }

  private void onLoop(Runnable action) {
    if (context.inThread()) {
      action.run();
    } else {
      context.runOnContext(_ -> action.run());
    }
  }

  @Override
  public Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters) {
    Tuple values = Database.values(parameters);
    if (values == null) {
      return Future.failedFuture(new ProblemException(new DatabaseProblem.InvalidValue()));
    }
    Promise<List<Row>> promise = context.promise();
    onLoop(
        () -> {
          if (over) {
            promise.fail(new ProblemException(new DatabaseProblem.Cancelled()));
          } else {
            send(sql, values).onComplete(promise);
          }
        });
    return promise.future();
  }

  private Future<List<Row>> send(String sql, Tuple values) {
    if (!begun) {
      begun = true;
      opened = lease.simple(write.opening);
      opened.onFailure(refused -> failed(refused, true));
    }
    return inOrder(() -> lease.prepared(sql, values))
        .map(ClientRow::rows)
        .transform(
            answer -> {
              if (answer.failed()) {
                failed(answer.cause(), false);
              }
              return outward == null
                  ? Future.succeededFuture(answer.result())
                  : Future.failedFuture(outward);
            });
  }

  private <R> Future<R> inOrder(Supplier<Future<R>> sending) {
    if (!write.connector.changesServers()) {
      return sending.get();
    }
    // After the ROLLBACK it would be a statement without a transaction.
    return opened.compose(
        _ -> rollingBack ? Future.failedFuture("the transaction has ended") : sending.get());
  }

  private void failed(Throwable cause, boolean opening) {
    if (failure != null) {
      return;
    }
    failure = cause;
    innocent = SqlStates.isInnocent(cause, lease.lastNanos(), write.timeout);
    outward = outward(cause, opening);
  }

  private Throwable outward(Throwable cause, boolean opening) {
    boolean isStatements =
        cause instanceof PgException
            && !opening
            && !SqlStates.isLost(cause)
            && !SqlStates.of(cause).equals(SqlStates.QUERY_CANCELED);
    if (isStatements) {
      return new RefusedException(new Refusal((PgException) cause, write.timeout));
    }
    if (abandoned || rollingBack) {
      return new ProblemException(new DatabaseProblem.Cancelled());
    }
    DatabaseProblem problem = SqlStates.problemOfWrite(cause, write.timeout);
    // A role or setting that PostgreSQL does not take is no value of the client's.
    boolean ours = opening && problem instanceof DatabaseProblem.InvalidValue;
    return new ProblemException(ours ? SqlStates.failed(cause) : problem);
  }

  /** The work has come to its end, well or not. */
  private void worked(AsyncResult<Ending<T>> done) {
    if (over) {
      return;
    }
    over = true;
    if (lease.isLost() && failure == null) {
      failed(ClosedConnectionException.INSTANCE, false);
    }
    if (mayBeginAnew()) {
      rollBack(this::beginAnew);
    } else if (done.failed()) {
      rollBack(() -> write.fail(done.cause()));
    } else {
      end(done.result());
    }
  }

  private boolean mayBeginAnew() {
    return failure != null && (innocent || SqlStates.isConflict(failure));
  }

  private void beginAnew() {
    if (innocent) {
      write.afterLoss();
    } else {
      write.afterConflict();
    }
  }

  private void end(Ending<T> ending) {
    Throwable refused = outward;
    switch (ending) {
      case Ending.RollBack<T>(T value) -> rollBack(() -> write.succeed(value));
      case Ending.Commit<T> _ when refused != null -> rollBack(() -> write.fail(refused));
      case Ending.CommitAfter<T> _ when refused != null -> rollBack(() -> write.fail(refused));
      case Ending.Commit<T>(T value) -> {
        if (begun) {
          commit(() -> value);
        } else {
          lease.releaseUnused();
          write.succeed(value);
        }
      }
      case Ending.CommitAfter<T> last -> {
        Tuple values = Database.values(last.parameters());
        if (values == null) {
          DatabaseProblem invalid = new DatabaseProblem.InvalidValue();
          rollBack(() -> write.fail(new ProblemException(invalid)));
        } else {
          Future<List<Row>> rows = send(last.sql(), values);
          commit(() -> last.last().apply(rows.result()));
        }
      }
    }
  }

  private void rollBack(Runnable then) {
    rollingBack = true;
    if (!begun) {
      lease.releaseUnused();
      then.run();
      return;
    }
    lease
        .rollBack()
        .onComplete(
            _ -> {
              lease.release();
              then.run();
            });
  }

  private void commit(Supplier<T> value) {
    committing = true;
    if (!write.connector.changesServers()) {
      sendCommit(value);
      return;
    }
    opened.onComplete(
        open -> {
          if (open.succeeded()) {
            sendCommit(value);
          } else {
            committing = false;
            Throwable refused = Objects.requireNonNull(outward);
            rollBack(mayBeginAnew() ? this::beginAnew : () -> write.fail(refused));
          }
        });
  }

  private void sendCommit(Supplier<T> value) {
    Future<RowSet<io.vertx.sqlclient.Row>> committed = lease.simple(COMMIT);
    lease.release();
    committed.onComplete(
        done -> {
          if (done.succeeded()) {
            committed(value);
          } else {
            notCommitted(done.cause());
          }
        });
  }

  private void committed(Supplier<T> value) {
    Throwable refused = failure;
    if (refused != null) {
      // Only a statement that never went to PostgreSQL can have failed without it.
      log.error("A transaction was committed without one of its statements", refused);
      write.fail(new ProblemException(new DatabaseProblem.OutcomeUnknown()));
      return;
    }
    T result;
    try {
      result = value.get();
    } catch (RuntimeException e) {
      write.fail(e);
      return;
    }
    write.succeed(result);
  }

  private void notCommitted(Throwable cause) {
    boolean known = failure != null && !SqlStates.isLost(failure) || !SqlStates.isLost(cause);
    failed(cause, false);
    committing = false;
    if (!known) {
      write.fail(new ProblemException(new DatabaseProblem.OutcomeUnknown()));
    } else if (mayBeginAnew()) {
      beginAnew();
    } else {
      write.fail(Objects.requireNonNull(outward));
    }
  }

  boolean isCommitting() {
    return committing;
  }

  /** Nobody waits for the answer any more, which has been given. */
  void abandon() {
    if (over) {
      return;
    }
    over = true;
    abandoned = true;
    lease.interrupt();
    rollBack(() -> {});
  }

  private void lostWhileIdle() {
    if (!over && lease.lastNanos() > LONG_IDLE_NANOS) {
      over = true;
      write.fail(
          new ProblemException(
              SqlStates.failed(
                  new IllegalStateException(
                      "The connection ended while the work of a transaction did nothing"))));
    }
  }
}
