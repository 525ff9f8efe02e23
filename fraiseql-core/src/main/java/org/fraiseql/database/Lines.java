package org.fraiseql.database;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.fraiseql.problem.DatabaseProblem;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop, and who goes where. Confined to that loop, so it needs no
 * locks.
 *
 * <p>Few busy connections do more work than many: a read goes to the first connection that has room
 * and leaves the others alone. Statements that are known to be slow go to an idle connection and
 * get nobody behind them. Where one turns out to be slow with others behind it, those are sent once
 * more on another connection; reads have no effects, so the answer that comes first counts.
 */
final class Lines implements Line.Listener {

  /** How often slow statements and long waits are looked for, while there is any work. */
  private static final long TICK_MILLIS = 10;

  /** How long after a statement's own limit PostgreSQL may take to say so. */
  private static final long GRACE_NANOS = 2_000_000_000L;

  private static final int PROFILES = 1_024;
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 5_000;

  /** So often in a row an opening may be broken off before that says that nobody is there. */
  private static final int BREAK_OFFS = 5;

  private static final int BREAK_OFF_PAUSE_MILLIS = 5;

  /** A statement that has run for longer may be what brought its connection down. */
  private static final long SHORT_NANOS = 1_000_000_000L;

  private final ContextInternal context;
  private final Connector connector;
  private final Outage outage;
  private final String place;
  private final int most;
  private final int mostWaiting;
  private final Duration timeout;
  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Read> waiting = new ArrayDeque<>();
  private final List<Promise<Void>> awaiting = new ArrayList<>();
  private final Map<String, Profile> profiles =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Profile> eldest) {
          return size() > PROFILES;
        }
      };
  private int opening;
  private int failures;

  /** How many attempts in a row have ended when they had already begun well. */
  private int breakOffs;

  private long openAfter = System.nanoTime();
  private @Nullable String down;
  private boolean ticking;
  private boolean closed;

  Lines(
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
    this.timeout = options.statementTimeout();
  }

  ContextInternal context() {
    return context;
  }

  void submit(Read read) {
    if (closed) {
      read.fail(new DatabaseProblem.Unavailable());
    } else if (down != null) {
      read.fail(new DatabaseProblem.Unreachable(place, down));
    } else if (waiting.isEmpty() && place(read)) {
      tickLater();
    } else if (waiting.size() >= mostWaiting && !lines.isEmpty()) {
      read.fail(new DatabaseProblem.Overloaded());
    } else {
      read.waitingSince = System.nanoTime();
      waiting.add(read);
      openAnother();
      tickLater();
    }
  }

  /** The promise is kept once there is a connection. */
  void awaitConnection(Promise<Void> promise) {
    if (closed) {
      promise.fail("closed");
    } else if (!lines.isEmpty()) {
      promise.complete();
    } else {
      awaiting.add(promise);
      if (down == null) {
        openAnother();
      }
    }
  }

  void cancel(Read read) {
    if (read.isAnswered()) {
      return;
    }
    read.cancel();
    waiting.remove(read);
    lines.forEach(line -> line.cancelled(read));
  }

  private boolean place(Read read) {
    long now = System.nanoTime();
    Profile profile = profiles.computeIfAbsent(read.sql, _ -> new Profile());
    Line line = profile.isSlow() ? emptiest(now) : first(now);
    if (line == null) {
      return false;
    }
    line.send(read, profile, now);
    return true;
  }

  private @Nullable Line first(long now) {
    for (Line line : lines) {
      if (line.accepts(now)) {
        return line;
      }
      if (line.isWorthWaiting(now)) {
        return null;
      }
    }
    return null;
  }

  private boolean isWorthWaiting() {
    long now = System.nanoTime();
    for (Line line : lines) {
      if (line.isWorthWaiting(now)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Line emptiest(long now) {
    Line best = null;
    for (Line line : lines) {
      if (line.accepts(now) && (best == null || line.size() < best.size())) {
        best = line;
      }
    }
    return best;
  }

  private void placeWaiting() {
    Read read;
    while ((read = waiting.peek()) != null && (read.isAnswered() || place(read))) {
      waiting.remove();
    }
  }

  @Override
  public void ended(Line line, Line.Turn turn, @Nullable Throwable failure, long headNanos) {
    Read read = turn.read;
    if (failure != null && !read.isAnswered()) {
      failed(turn, failure, headNanos);
    }
    placeWaiting();
  }

  private void failed(Line.Turn turn, Throwable failure, long headNanos) {
    Read read = turn.read;
    boolean timedOut = headNanos >= timeout.toNanos() / 10 * 9;
    boolean innocent =
        SqlStates.of(failure).equals(SqlStates.QUERY_CANCELED) && !timedOut
            || SqlStates.isLost(failure) && headNanos < SHORT_NANOS;
    if (innocent && read.again() && !closed) {
      read.waitingSince = System.nanoTime();
      waiting.addFirst(read);
      // Not from within a line's own report: its connection may be about to close.
      context.runOnContext(_ -> placeOrOpen());
    } else if (innocent) {
      read.fail(new DatabaseProblem.Unavailable());
    } else {
      DatabaseProblem problem = SqlStates.problem(failure, timeout);
      // A role or setting that PostgreSQL does not take is no value of the client's.
      boolean ours = turn.openingFailed() && problem instanceof DatabaseProblem.InvalidValue;
      read.fail(ours ? SqlStates.failed(failure) : problem);
    }
  }

  private void placeOrOpen() {
    placeWaiting();
    if (!waiting.isEmpty()) {
      openAnother();
      tickLater();
    }
  }

  @Override
  public void closed(Line line) {
    lines.remove(line);
    placeOrOpen();
  }

  private void openAnother() {
    boolean mayOpen = !closed && down == null && opening == 0 && lines.size() < most;
    if (mayOpen && System.nanoTime() - openAfter >= 0 && !isWorthWaiting()) {
      open();
    }
  }

  private void open() {
    opening++;
    connector
        .open(context)
        .onComplete(
            result ->
                context.runOnContext(
                    _ -> {
                      if (result.succeeded()) {
                        tryOut(result.result());
                      } else {
                        opening--;
                        notOpened(result.cause());
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
              opening--;
              if (answer.succeeded()) {
                opened(connection, System.nanoTime() - start);
              } else {
                notOpened(answer.cause());
              }
            });
  }

  private void opened(PgConnection connection, long roundTrip) {
    Line line = new Line(connector, connection, roundTrip, this);
    if (closed) {
      line.close();
      return;
    }
    failures = 0;
    breakOffs = 0;
    down = null;
    outage.ended();
    lines.add(line);
    awaiting.forEach(Promise::tryComplete);
    awaiting.clear();
    placeOrOpen();
  }

  private void notOpened(Throwable failure) {
    if (closed) {
      return;
    }
    if (Connector.brokeOff(failure) && breakOffs < BREAK_OFFS) {
      // Somebody answered, so this says nothing yet about whether PostgreSQL is there.
      opening++;
      context.setTimer(
          BREAK_OFF_PAUSE_MILLIS << breakOffs++,
          _ -> {
            opening--;
            retry();
          });
      return;
    }
    String reason = Connector.reason(failure);
    if (!lines.isEmpty()) {
      // No reason to alarm anybody, but none to ask for more in the next moment either.
      openAfter = System.nanoTime() + LONGEST_PAUSE_MILLIS * 200_000L;
      return;
    }
    outage.began(reason);
    down = reason;
    waiting.forEach(read -> read.fail(new DatabaseProblem.Unreachable(place, reason)));
    waiting.clear();
    int pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures++, 10), LONGEST_PAUSE_MILLIS);
    // From half the pause on, so that many servers do not come back in step.
    context.setTimer(ThreadLocalRandom.current().nextInt(pause / 2, pause + 1), _ -> retry());
  }

  private void retry() {
    if (!closed && opening == 0) {
      open();
    }
  }

  private void tickLater() {
    if (!ticking) {
      ticking = true;
      context.setTimer(TICK_MILLIS, _ -> tick());
    }
  }

  private void tick() {
    ticking = false;
    long now = System.nanoTime();
    long tooLong = timeout.toNanos() + GRACE_NANOS;
    boolean busy = false;
    for (Line line : List.copyOf(lines)) {
      if (line.headNanos(now) > tooLong) {
        line.cut();
      } else if (line.isStalled(now)) {
        rescue(line.followers(), now);
      }
      busy |= !line.isIdle();
    }
    Read first;
    while ((first = waiting.peek()) != null && now - first.waitingSince > tooLong) {
      waiting.remove();
      first.fail(new DatabaseProblem.Overloaded());
    }
    placeOrOpen();
    if (busy || !waiting.isEmpty()) {
      tickLater();
    }
  }

  private void rescue(List<Read> followers, long now) {
    for (Read read : followers.reversed()) {
      if (!read.rescued) {
        read.rescued = true;
        read.waitingSince = now;
        waiting.addFirst(read);
      }
    }
  }

  /** Ends all connections; reads that wait or run fail. */
  void close() {
    closed = true;
    waiting.forEach(read -> read.fail(new DatabaseProblem.Unavailable()));
    waiting.clear();
    awaiting.forEach(promise -> promise.tryFail("closed"));
    awaiting.clear();
    for (Line line : List.copyOf(lines)) {
      if (line.isIdle()) {
        line.close();
      } else {
        line.cut();
      }
    }
  }
}
