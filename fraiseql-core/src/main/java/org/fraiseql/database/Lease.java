package org.fraiseql.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A line that one transaction has for itself until it gives it back. Confined to the line's event
 * loop.
 *
 * <p>Statements are answered in the order in which they were sent, also when the connection ends.
 */
final class Lease {

  /** What PostgreSQL itself allows an open transaction to do nothing for, and a little more. */
  private static final long IDLE_NANOS = Connector.IDLE.plusSeconds(2).toNanos();

  private final Line line;
  private final Connector connector;
  private final PgConnection connection;
  private final ArrayDeque<Promise<RowSet<Row>>> sent = new ArrayDeque<>(4);
  private Future<?> interrupting = Future.succeededFuture();
  private Runnable whenLost = () -> {};
  private long since = System.nanoTime();
  private long lastNanos;
  private boolean lost;
  private boolean released;

  Lease(Line line, Connector connector, PgConnection connection) {
    this.line = line;
    this.connector = connector;
    this.connection = connection;
  }

  /** Has the action run when the connection ends before the lease does. */
  void whenLost(Runnable action) {
    whenLost = action;
  }

  boolean isLost() {
    return lost;
  }

  boolean isBusy() {
    return !sent.isEmpty();
  }

  /** How long the statement that was answered last had been running, or nothing had been. */
  long lastNanos() {
    return lastNanos;
  }

  /** Whether neither PostgreSQL nor the transaction has done anything for longer than it may. */
  boolean isOverdue(long now, long tooLong) {
    return now - since > (sent.isEmpty() ? IDLE_NANOS : tooLong);
  }

  /** Sends one or several statements without parameters. */
  Future<RowSet<Row>> simple(String sql) {
    return lost ? closed() : watched(connection.query(sql).execute());
  }

  Future<RowSet<Row>> prepared(String sql, Tuple parameters) {
    return lost ? closed() : watched(connection.preparedQuery(sql).execute(parameters));
  }

  private static Future<RowSet<Row>> closed() {
    return Future.failedFuture(ClosedConnectionException.INSTANCE);
  }

  private Future<RowSet<Row>> watched(Future<RowSet<Row>> answer) {
    Promise<RowSet<Row>> promise = Promise.promise();
    if (sent.isEmpty()) {
      since = System.nanoTime();
    }
    sent.add(promise);
    answer.onComplete(
        result -> {
          if (sent.remove(promise)) {
            tick();
            promise.handle(result);
          }
        });
    return promise.future();
  }

  private void tick() {
    long now = System.nanoTime();
    lastNanos = now - since;
    since = now;
  }

  /** Ends the statement that is running, if one is. */
  void interrupt() {
    if (!sent.isEmpty() && !lost) {
      interrupting = connector.cancel(connection);
    }
  }

  /** Ends the transaction without a trace; completes when that is so, and never fails. */
  Future<?> rollBack() {
    // A cancel request ends whatever runs when it comes, so it must have come before.
    return interrupting
        .otherwiseEmpty()
        .compose(_ -> lost ? Future.succeededFuture() : simple("ROLLBACK"))
        .otherwiseEmpty();
  }

  /**
   * Gives the line back as it was. To be called when the transaction has ended, or the message that
   * ends it is on its way.
   */
  void release() {
    if (released || lost) {
      return;
    }
    released = true;
    clean()
        // The COMMIT was refused before it was tried, so the transaction is still there.
        .recover(_ -> rollBack().compose(_ -> clean()))
        .onComplete(
            done -> {
              if (done.succeeded()) {
                line.released(this);
              } else {
                line.cut();
              }
            });
  }

  /** Gives the line back on which nothing has been sent. */
  void releaseUnused() {
    released = true;
    line.released(this);
  }

  private Future<RowSet<Row>> clean() {
    return simple(connector.cleaning());
  }

  /** The connection has ended, and with it everything that was sent. */
  void lost() {
    lost = true;
    boolean idle = sent.isEmpty();
    tick();
    for (Promise<RowSet<Row>> promise : List.copyOf(sent)) {
      if (sent.remove(promise)) {
        promise.fail(ClosedConnectionException.INSTANCE);
      }
    }
    if (idle) {
      whenLost.run();
    }
  }
}
