package org.fraiseql.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction on a line of its own, from its first statement to its end. Confined to its event
 * loop, but for {@link #onLoop}.
 *
 * <p>The last statement goes to PostgreSQL together with {@code COMMIT}. PostgreSQL answers {@code
 * COMMIT} in a transaction that has failed with a rollback and no error, and outside of any
 * transaction with nothing but a warning. The savepoint before it is refused in both, and then
 * {@code COMMIT} is not tried: so an answer without an error means that what was written has been
 * committed.
 */
final class Attempt<T> {

  private static final Logger log = LoggerFactory.getLogger("org.fraiseql.database");

  private static final String COMMIT = "SAVEPOINT before_commit;COMMIT";

  /** Work that has done nothing for longer when its connection ends may never end itself. */
  private static final long LONG_IDLE_NANOS = 1_000_000_000L;

  private final Write<T> write;
  private final Lease lease;
  private final ContextInternal context;
  private final Course course;
  private boolean committing;
  private boolean over;
  private DatabaseProblem why = new DatabaseProblem.Cancelled();

  Attempt(Write<T> write, Lease lease) {
    this.write = write;
    this.lease = lease;
    this.context = write.lines.context();
    this.course = new Course(write, lease);
    lease.whenLost(this::lostWhileIdle);
  }

  void run() {
    Future<Ending<T>> ending;
    try {
      Transaction transaction = new Access(this, course, write.callers, write.caller);
      ending = Objects.requireNonNull(write.work.apply(transaction), "work without an ending");
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

  /** Has a part of the transaction done on its loop, unless it is over. */
  <R> Future<R> onLoop(Supplier<Future<R>> part) {
    Promise<R> promise = context.promise();
    onLoop(
        () -> {
          if (over) {
            promise.fail(new ProblemException(why));
          } else {
            part.get().onComplete(promise);
          }
        });
    return promise.future();
  }

  /** The work has come to its end, well or not. */
  private void worked(AsyncResult<Ending<T>> done) {
    if (over) {
      return;
    }
    over = true;
    if (lease.isLost() && course.failure() == null) {
      course.failed(ClosedConnectionException.INSTANCE);
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
    Throwable failure = course.failure();
    return failure != null && (course.isInnocent() || SqlStates.isConflict(failure));
  }

  private void beginAnew() {
    if (course.isInnocent()) {
      write.afterLoss();
    } else {
      write.afterConflict();
    }
  }

  private void end(Ending<T> ending) {
    Throwable refused = course.outward();
    switch (ending) {
      case Ending.RollBack<T>(T value) -> rollBack(() -> write.succeed(value));
      case Ending.Commit<T> _ when refused != null -> rollBack(() -> write.fail(refused));
      case Ending.CommitAfter<T> _ when refused != null -> rollBack(() -> write.fail(refused));
      case Ending.Commit<T>(T value) -> {
        if (course.isBegun()) {
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
          Future<List<Row>> rows =
              course.prepared(write.caller, last.sql(), values).map(ClientRow::rows);
          commit(() -> last.last().apply(rows.result()));
        }
      }
    }
  }

  private void rollBack(Runnable then) {
    course.stop(why);
    if (!course.isBegun()) {
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
    course
        .opened()
        .onComplete(
            open -> {
              if (open.succeeded()) {
                sendCommit(value);
              } else {
                committing = false;
                Throwable refused = Objects.requireNonNull(course.outward());
                rollBack(mayBeginAnew() ? this::beginAnew : () -> write.fail(refused));
              }
            });
  }

  private void sendCommit(Supplier<T> value) {
    Future<RowSet<io.vertx.sqlclient.Row>> committed = lease.simple(course.changeBack() + COMMIT);
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
    Throwable refused = course.failure();
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
    Throwable failure = course.failure();
    boolean known = failure != null && !SqlStates.isLost(failure) || !SqlStates.isLost(cause);
    course.failed(cause);
    committing = false;
    if (!known) {
      write.fail(new ProblemException(new DatabaseProblem.OutcomeUnknown()));
    } else if (mayBeginAnew()) {
      beginAnew();
    } else {
      write.fail(Objects.requireNonNull(course.outward()));
    }
  }

  boolean isCommitting() {
    return committing;
  }

  /** Nobody waits for the answer any more, which has been given. */
  void abandon(DatabaseProblem reason) {
    if (over) {
      return;
    }
    over = true;
    why = reason;
    lease.interrupt();
    rollBack(() -> {});
  }

  private void lostWhileIdle() {
    if (over || lease.lastNanos() <= LONG_IDLE_NANOS) {
      return;
    }
    over = true;
    if (write.manner.once()) {
      why =
          new DatabaseProblem.TransactionOver(
              "it did nothing for " + lease.lastNanos() / 1_000_000_000L + " s");
      write.fail(new ProblemException(why));
    } else {
      write.fail(
          new ProblemException(
              SqlStates.failed(
                  new IllegalStateException(
                      "The connection ended while the work of a transaction did nothing"))));
    }
  }
}
