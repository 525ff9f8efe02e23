package org.fraiseql.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.BitSet;
import java.util.function.Supplier;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction in the order in which they are sent, and what has failed of
 * them. Confined to its event loop.
 *
 * <p>The opening goes to PostgreSQL together with the first statement. If the opening fails, a
 * statement behind it may run without the caller's role, outside of any transaction. The session is
 * read-only, so it has no effect, and its answer does not count. Behind a pooler the session may be
 * anybody's, so there the opening is waited for.
 *
 * <p>A snapshot goes back to its beginning after a statement that failed. Statements that were on
 * their way behind it are refused without having been looked at, and are sent once more.
 */
final class Course {

  private static final String IN_FAILED_TRANSACTION = "25P02";

  /** How often a statement of a snapshot is sent that ends through no fault of its own. */
  private static final int TRIES = 8;

  private final Write<?> write;
  private final Lease lease;
  private Future<?> opened = Future.succeededFuture();
  private boolean begun;
  private Caller current;
  private int sent;
  private int marks;
  private final BitSet cursors = new BitSet();

  /** Which was refused first of those that count; all that follows only comes of it. */
  private int failedAt;

  private @Nullable Throwable failure;

  /** The same in words for the outside. */
  private @Nullable Throwable outward;

  private boolean innocent;
  private @Nullable DatabaseProblem stopped;

  Course(Write<?> write, Lease lease) {
    this.write = write;
    this.lease = lease;
    this.current = write.caller;
  }

  boolean isBegun() {
    return begun;
  }

  Future<?> opened() {
    return opened;
  }

  /** What makes the transaction its own caller's again, to be sent before its end. */
  String changeBack() {
    String change = write.callers.change(current, write.caller);
    return change.isEmpty() ? "" : change + ";";
  }

  /** From here on, what fails fails because of this. */
  void stop(DatabaseProblem why) {
    stopped = why;
  }

  /** What was refused first; null if all is well. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Nullable Throwable outward() {
    return outward;
  }

  boolean isInnocent() {
    return innocent;
  }

  Future<RowSet<Row>> prepared(Caller as, String sql, Tuple values) {
    return statement(as, () -> lease.prepared(sql, values), 1);
  }

  Future<RowSet<Row>> simple(Caller as, String sql) {
    return statement(as, () -> lease.simple(sql), 1);
  }

  private Future<RowSet<Row>> statement(
      Caller as, Supplier<Future<RowSet<Row>>> sending, int tries) {
    begin();
    Future<?> changed = change(as);
    int place = ++sent;
    return inOrder(sending)
        .transform(
            answer -> {
              Throwable cause = answer.cause();
              if (cause != null && canGoOn(cause)) {
                return goOn(cause, changed, as, sending, tries);
              }
              return answered(answer, place);
            });
  }

  private Future<RowSet<Row>> answered(AsyncResult<RowSet<Row>> answer, int place) {
    if (answer.failed()) {
      failed(answer.cause(), false, place);
    }
    return outward == null ? Future.succeededFuture(answer.result()) : Future.failedFuture(outward);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      opened = lease.simple(write.manner.opening());
      opened.onFailure(refused -> failed(refused, true, 0));
    }
  }

  private <R> Future<R> inOrder(Supplier<Future<R>> sending) {
    if (!write.connector.changesServers()) {
      return sending.get();
    }
    // After the ROLLBACK it would be a statement without a transaction.
    return opened.compose(
        _ -> stopped != null ? Future.failedFuture("the transaction has ended") : sending.get());
  }

  /** Makes the transaction that of the caller for the statements that are sent from now on. */
  private Future<?> change(Caller to) {
    String sql = write.callers.change(current, to);
    current = to;
    if (sql.isEmpty()) {
      return Future.succeededFuture();
    }
    int place = ++sent;
    Future<RowSet<Row>> changed = inOrder(() -> lease.simple(sql));
    return changed.onFailure(
        refused -> {
          if (!canGoOn(refused)) {
            failed(refused, true, place);
          } else if (!isInFailed(refused)) {
            goBack();
          }
        });
  }

  private boolean canGoOn(Throwable cause) {
    return write.manner.snapshot()
        && failure == null
        && stopped == null
        && !SqlStates.isLost(cause);
  }

  private static boolean isInFailed(Throwable cause) {
    return SqlStates.of(cause).equals(IN_FAILED_TRANSACTION);
  }

  private Future<RowSet<Row>> goOn(
      Throwable cause,
      Future<?> changed,
      Caller as,
      Supplier<Future<RowSet<Row>>> sending,
      int tries) {
    Throwable refused = changed.failed() && !isInFailed(changed.cause()) ? changed.cause() : null;
    if (refused != null) {
      return Future.failedFuture(outward(refused, true));
    }
    boolean behind = isInFailed(cause);
    if (!behind && cause instanceof PgException) {
      goBack();
    }
    boolean blameless = SqlStates.isInnocent(cause, lease.lastNanos(), write.timeout);
    return (behind || blameless) && tries < TRIES
        ? statement(as, sending, tries + 1)
        : Future.failedFuture(outward(cause, false));
  }

  private void goBack() {
    current = write.caller;
    int place = ++sent;
    lease
        .simple("ROLLBACK TO SAVEPOINT " + CallerCheck.CLEAN)
        .onFailure(refused -> failed(refused, false, place));
  }

  /** Opens a cursor; gives its name. What a snapshot goes back to comes after it from then on. */
  Future<String> declared(Caller as, String sql, Tuple values) {
    int number = cursors.nextClearBit(1);
    cursors.set(number);
    String name = "c" + number;
    String declare = "DECLARE " + name + " NO SCROLL CURSOR FOR " + sql;
    Supplier<Future<RowSet<Row>>> sending =
        () -> {
          Future<RowSet<Row>> declared = lease.prepared(declare, values);
          if (write.manner.snapshot()) {
            change(write.caller);
            lease.simple("SAVEPOINT " + CallerCheck.CLEAN);
          }
          return declared;
        };
    return statement(as, sending, 1).onFailure(_ -> cursors.clear(number)).map(name);
  }

  /** Closes a cursor, whose name is free again then. */
  Future<Void> closed(Caller as, String name) {
    return simple(as, "CLOSE " + name)
        .onSuccess(_ -> cursors.clear(Integer.parseInt(name.substring(1))))
        .mapEmpty();
  }

  /** Marks this place, of which a snapshot has no need. */
  Mark mark() {
    if (write.manner.snapshot()) {
      return new Mark("", 0, current);
    }
    begin();
    Mark mark = new Mark("s" + ++marks, ++sent, current);
    inOrder(() -> lease.simple("SAVEPOINT " + mark.name))
        .onFailure(refused -> failed(refused, false, mark.place));
    return mark;
  }

  /** A savepoint. */
  record Mark(String name, int place, Caller caller) {}

  Future<Void> release(Mark mark) {
    return mark.name.isEmpty()
        ? Future.succeededFuture()
        : simple(current, "RELEASE SAVEPOINT " + mark.name).mapEmpty();
  }

  Future<Void> rollBackTo(Mark mark) {
    if (mark.name.isEmpty()) {
      return Future.succeededFuture();
    }
    current = mark.caller;
    int place = ++sent;
    String sql = "ROLLBACK TO SAVEPOINT " + mark.name + ";RELEASE SAVEPOINT " + mark.name;
    return inOrder(() -> lease.simple(sql))
        .transform(
            done -> {
              if (done.failed()) {
                failed(done.cause(), false, place);
              } else if (failedAt > mark.place) {
                forgetFailure();
              }
              return outward == null ? Future.succeededFuture() : Future.failedFuture(outward);
            });
  }

  private void forgetFailure() {
    failure = null;
    outward = null;
    innocent = false;
    failedAt = 0;
  }

  /** The statement at this place was refused. */
  private void failed(Throwable cause, boolean opening, int place) {
    if (failure == null || place < failedAt) {
      failedAt = place;
      failure = cause;
      innocent = SqlStates.isInnocent(cause, lease.lastNanos(), write.timeout);
      outward = outward(cause, opening);
    }
  }

  /** The transaction itself has failed. */
  void failed(Throwable cause) {
    failed(cause, false, sent);
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
    if (stopped != null) {
      return new ProblemException(stopped);
    }
    DatabaseProblem problem = SqlStates.problemOfWrite(cause, write.timeout);
    // A role or setting that PostgreSQL does not take is no value of the client's.
    boolean ours = opening && problem instanceof DatabaseProblem.InvalidValue;
    return new ProblemException(ours ? SqlStates.failed(cause) : problem);
  }
}
