package org.fraiseql.database;

import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>A transaction that writes gets a connection for itself. While transactions wait, one
 * connection at a time takes no more reads, so that neither waits for the other for good.
 */
final class Lines implements Line.Listener, Opener.Listener {

  /** How often slow statements and long waits are looked for, while there is any work. */
  private static final long TICK_MILLIS = 10;

  /** How long after a statement's own limit PostgreSQL may take to say so. */
  private static final long GRACE_NANOS = 2_000_000_000L;

  private static final int PROFILES = 1_024;
  private final ContextInternal context;
  private final Connector connector;
  private final Opener opener;
  private final String place;
  private final int most;
  private final int mostWaiting;
  private final Duration timeout;
  private final List<Line> lines = new ArrayList<>();
  private final ArrayDeque<Read> waiting = new ArrayDeque<>();
  private final ArrayDeque<Write<?>> writes = new ArrayDeque<>();
  private final Map<String, Profile> profiles =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Profile> eldest) {
          return size() > PROFILES;
        }
      };
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
    this.opener = new Opener(context, connector, outage, this);
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
    } else if (opener.down() != null) {
      read.fail(new DatabaseProblem.Unreachable(place, opener.down()));
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

  /** Lends the transaction a connection as soon as one is free. */
  void submit(Write<?> write) {
    String down = opener.down();
    if (closed) {
      write.refuse(new DatabaseProblem.Unavailable());
    } else if (down != null) {
      write.refuse(new DatabaseProblem.Unreachable(place, down));
    } else if (writes.size() >= mostWaiting && !lines.isEmpty()) {
      write.refuse(new DatabaseProblem.Overloaded());
    } else {
      write.waitingSince = System.nanoTime();
      writes.add(write);
      lend();
      tickLater();
    }
  }

  void withdraw(Write<?> write) {
    writes.remove(write);
    lend();
  }

  /** The promise is kept once there is a connection. */
  void awaitConnection(Promise<Void> promise) {
    if (closed) {
      promise.fail("closed");
    } else if (!lines.isEmpty()) {
      promise.complete();
    } else {
      opener.await(promise);
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
    lend();
  }

  /** Lends free lines, or sees to it that one becomes free. */
  private void lend() {
    Line free;
    while (!writes.isEmpty() && mayLend() && (free = free()) != null) {
      writes.remove().begin(free.lease());
    }
    if (writes.isEmpty() || !mayLend()) {
      lines.forEach(line -> line.reserve(false));
    } else if (lines.size() < most && opener.mayOpen()) {
      opener.open();
    } else if (!opener.isOpening() && lines.stream().noneMatch(Line::isReserved)) {
      // Not only among those that take more reads: while reads wait, every line is full.
      lines.stream()
          .filter(Line::isOpen)
          .min(Comparator.comparingInt(Line::size))
          .ifPresent(line -> line.reserve(true));
    }
  }

  /** One line is always left to the reads, if there may be more than one. */
  private boolean mayLend() {
    return lines.stream().filter(Line::isLeased).count() < Math.max(1, most - 1);
  }

  /** A line without work: one kept free, or else the last, since reads go to the first. */
  private @Nullable Line free() {
    Line free = null;
    for (Line line : lines) {
      if (line.isFree() && (free == null || !free.isReserved())) {
        free = line;
      }
    }
    return free;
  }

  @Override
  public void released(Line line) {
    placeOrOpen();
  }

  private void failed(Line.Turn turn, Throwable failure, long headNanos) {
    Read read = turn.read;
    boolean innocent = SqlStates.isInnocent(failure, headNanos, timeout);
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
    lend();
    if (!waiting.isEmpty()) {
      openAnother();
    }
    if (!waiting.isEmpty() || !writes.isEmpty()) {
      tickLater();
    }
  }

  @Override
  public void closed(Line line) {
    lines.remove(line);
    placeOrOpen();
  }

  private void openAnother() {
    if (opener.mayOpen() && lines.size() < most && !isWorthWaiting()) {
      opener.open();
    }
  }

  @Override
  public void opened(PgConnection connection, long roundTrip) {
    lines.add(new Line(connector, connection, roundTrip, this));
    placeOrOpen();
  }

  @Override
  public void notOpened() {
    lend();
  }

  @Override
  public void unreachable(String reason) {
    DatabaseProblem problem = new DatabaseProblem.Unreachable(place, reason);
    refuseWaiting(problem);
  }

  @Override
  public boolean hasConnections() {
    return !lines.isEmpty();
  }

  private void refuseWaiting(DatabaseProblem problem) {
    waiting.forEach(read -> read.fail(problem));
    waiting.clear();
    List<Write<?>> refused = List.copyOf(writes);
    writes.clear();
    refused.forEach(write -> write.refuse(problem));
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
      if (line.isOverdue(now, tooLong)) {
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
    Write<?> next;
    while ((next = writes.peek()) != null && now - next.waitingSince > tooLong) {
      writes.remove();
      next.refuse(new DatabaseProblem.Overloaded());
    }
    placeOrOpen();
    if (busy || !waiting.isEmpty() || !writes.isEmpty()) {
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
    opener.close();
    refuseWaiting(new DatabaseProblem.Unavailable());
    for (Line line : List.copyOf(lines)) {
      if (line.isIdle()) {
        line.close();
      } else {
        line.cut();
      }
    }
  }
}
