package org.fraiseql.database;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of one event loop, one at a time, and knows whether PostgreSQL is there.
 * Confined to that loop.
 */
final class Opener {

  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 5_000;

  /** So often in a row an opening may be broken off before that says that nobody is there. */
  private static final int BREAK_OFFS = 5;

  private static final int BREAK_OFF_PAUSE_MILLIS = 5;

  /** What becomes of the attempts. */
  interface Listener {
    /**
     * A connection is there.
     *
     * @param roundTrip how long PostgreSQL took to answer a statement without any work
     */
    void opened(PgConnection connection, long roundTrip);

    /** None was to be had, and none will be tried for in the next moment. */
    void notOpened();

    /** None is to be had, and there are no others: whoever waits would wait in vain. */
    void unreachable(String reason);

    /** Whether there are connections besides the one that could not be opened. */
    boolean hasConnections();
  }

  private final ContextInternal context;
  private final Connector connector;
  private final Outage outage;
  private final Listener listener;
  private final List<Promise<Void>> awaiting = new ArrayList<>();
  private boolean opening;
  private int failures;

  /** How many attempts in a row have ended when they had already begun well. */
  private int breakOffs;

  private long openAfter = System.nanoTime();
  private @Nullable String down;
  private boolean closed;

  Opener(ContextInternal context, Connector connector, Outage outage, Listener listener) {
    this.context = context;
    this.connector = connector;
    this.outage = outage;
    this.listener = listener;
  }

  /** Why PostgreSQL cannot be reached; null if it can, as far as is known. */
  @Nullable String down() {
    return down;
  }

  boolean isOpening() {
    return opening;
  }

  boolean mayOpen() {
    return !closed && down == null && !opening && System.nanoTime() - openAfter >= 0;
  }

  /** The promise is kept once there is a connection. */
  void await(Promise<Void> promise) {
    awaiting.add(promise);
    if (mayOpen()) {
      open();
    }
  }

  void open() {
    opening = true;
    connector
        .open(context)
        .onComplete(
            result ->
                context.runOnContext(
                    _ -> {
                      if (result.succeeded()) {
                        tryOut(result.result());
                      } else {
                        opening = false;
                        failed(result.cause());
                      }
                    }));
  }

  private void tryOut(PgConnection connection) {
    long start = System.nanoTime();
    connection
        .query("SELECT 1")
        .execute()
        .onComplete(
            answer -> {
              opening = false;
              if (answer.failed()) {
                failed(answer.cause());
              } else if (closed) {
                connection.close();
              } else {
                succeeded(connection, System.nanoTime() - start);
              }
            });
  }

  private void succeeded(PgConnection connection, long roundTrip) {
    failures = 0;
    breakOffs = 0;
    down = null;
    outage.ended();
    awaiting.forEach(Promise::tryComplete);
    awaiting.clear();
    listener.opened(connection, roundTrip);
  }

  private void failed(Throwable failure) {
    if (closed) {
      return;
    }
    if (Connector.brokeOff(failure) && breakOffs < BREAK_OFFS) {
      // Somebody answered, so this says nothing yet about whether PostgreSQL is there.
      opening = true;
      openIn(BREAK_OFF_PAUSE_MILLIS << breakOffs++);
      return;
    }
    if (listener.hasConnections()) {
      // No reason to alarm anybody, but none to ask for more in the next moment either.
      openAfter = System.nanoTime() + LONGEST_PAUSE_MILLIS * 200_000L;
      listener.notOpened();
      return;
    }
    String reason = Connector.reason(failure);
    outage.began(reason);
    down = reason;
    listener.unreachable(reason);
    int pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures++, 10), LONGEST_PAUSE_MILLIS);
    opening = true;
    // From half the pause on, so that many servers do not come back in step.
    openIn(ThreadLocalRandom.current().nextInt(pause / 2, pause + 1));
  }

  private void openIn(int millis) {
    context.setTimer(
        millis,
        _ -> {
          if (!closed) {
            open();
          }
        });
  }

  void close() {
    closed = true;
    awaiting.forEach(promise -> promise.tryFail("closed"));
    awaiting.clear();
  }
}
