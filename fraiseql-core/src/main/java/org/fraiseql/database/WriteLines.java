package org.fraiseql.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;

/**
 * The connections of one event loop on which transactions write, each lent to one transaction at a
 * time. They are apart from those that read: commands that wait for a lock hold up no query.
 * Confined to that loop, so it needs no locks.
 */
final class WriteLines {

  /** How often opening is tried at once when the other side breaks off. */
  private static final int ATTEMPTS = 3;

  private final ContextInternal context;
  private final Connector connector;
  private final Outage outage;
  private final String place;
  private final int most;
  private final int mostWaiting;
  private final long patienceMillis;
  private final ArrayDeque<PgConnection> idle = new ArrayDeque<>();
  private final ArrayDeque<Promise<PgConnection>> waiting = new ArrayDeque<>();
  private final Set<PgConnection> open = new HashSet<>();
  private int opening;
  private boolean closed;

  WriteLines(
      ContextInternal context,
      Connector connector,
      Outage outage,
      DatabaseOptions options,
      int most) {
    this.context = context;
    this.connector = connector;
    this.outage = outage;
    this.place = options.uri().place();
    this.most = most;
    this.mostWaiting = options.waiting();
    this.patienceMillis = options.statementTimeout().toMillis();
  }

  /** A connection without a transaction, to be given back or dropped. */
  Future<PgConnection> lend() {
    Promise<PgConnection> promise = Promise.promise();
    PgConnection free = idle.pollFirst();
    if (closed) {
      promise.fail(new ProblemException(new DatabaseProblem.Unavailable()));
    } else if (free != null) {
      promise.complete(free);
    } else if (waiting.size() >= mostWaiting) {
      promise.fail(new ProblemException(new DatabaseProblem.Overloaded()));
    } else {
      waiting.add(promise);
      long timer =
          context.setTimer(
              patienceMillis,
              _ -> {
                if (waiting.remove(promise)) {
                  promise.fail(new ProblemException(new DatabaseProblem.Overloaded()));
                }
              });
      promise.future().onComplete(_ -> context.owner().cancelTimer(timer));
      openAnother(1);
    }
    return promise.future();
  }

  /** Takes back a connection whose transaction has ended. */
  void giveBack(PgConnection connection) {
    if (closed) {
      connection.close();
    } else if (open.contains(connection)) {
      Promise<PgConnection> next = waiting.poll();
      if (next == null) {
        idle.addFirst(connection);
      } else {
        next.complete(connection);
      }
    }
  }

  /** Ends a connection of which nobody knows what it is doing. */
  void drop(PgConnection connection) {
    gone(connection);
    Connector.cut(connection);
  }

  private void gone(PgConnection connection) {
    idle.remove(connection);
    if (open.remove(connection) && !waiting.isEmpty()) {
      openAnother(1);
    }
  }

  private void openAnother(int attempt) {
    if (!closed && opening < waiting.size() && open.size() + opening < most) {
      open(attempt);
    }
  }

  private void open(int attempt) {
    opening++;
    connector
        .open(context)
        .onComplete(
            opened ->
                context.runOnContext(
                    _ -> {
                      opening--;
                      if (opened.succeeded()) {
                        opened(opened.result());
                      } else {
                        notOpened(opened.cause(), attempt);
                      }
                    }));
  }

  private void opened(PgConnection connection) {
    outage.ended();
    open.add(connection);
    connection.closeHandler(_ -> context.runOnContext(_ -> gone(connection)));
    giveBack(connection);
    openAnother(1);
  }

  private void notOpened(Throwable failure, int attempt) {
    if (Connector.brokeOff(failure) && attempt < ATTEMPTS) {
      openAnother(attempt + 1);
      return;
    }
    String reason = Connector.reason(failure);
    if (!open.isEmpty()) {
      // Those that wait get one of the connections that are there.
      return;
    }
    outage.began(reason);
    Promise<PgConnection> next;
    while ((next = waiting.poll()) != null) {
      next.fail(new ProblemException(new DatabaseProblem.Unreachable(place, reason)));
    }
  }

  /** Ends all connections; what waits or runs fails. */
  void close() {
    closed = true;
    Promise<PgConnection> next;
    while ((next = waiting.poll()) != null) {
      next.fail(new ProblemException(new DatabaseProblem.Unavailable()));
    }
    for (PgConnection connection : Set.copyOf(open)) {
      if (idle.contains(connection)) {
        connection.close();
      } else {
        Connector.cut(connection);
      }
    }
  }
}
