package org.fraiseql.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the reads that are under way on it, in the order in which PostgreSQL will
 * answer them, or the one transaction that has it for itself. Confined to its event loop.
 *
 * <p>A read of a caller with a role or settings is three messages that are sent without waiting:
 * opening, statement, commit. If the opening fails, the statement may run without the caller's
 * settings (a cancel request can hit before {@code BEGIN} is executed), so its result counts only
 * when the opening succeeded; PostgreSQL answers that one first. Whatever fails, the commit ends
 * the transaction, as a rollback if need be.
 */
final class Line {

  /** Reads on their way at once: enough that PostgreSQL never waits for the next. */
  private static final int DEPTH = 4;

  /** A statement that has run longer holds up those behind it. */
  static final long STALL_NANOS = 10_000_000;

  /**
   * A line whose statements take less gets all the work that it can: a second backend would not
   * make shorter statements quicker, it would only cost more processor time for each.
   */
  private static final long SHORT_NANOS = 1_000_000;

  /** What happens to the reads of a line. */
  interface Listener {
    /** A read's place is free again; the read was answered unless the failure is given. */
    void ended(Line line, Turn turn, @Nullable Throwable failure, long headNanos);

    /** The transaction that had the line for itself has given it back. */
    void released(Line line);

    /** The connection is no more; all its reads have ended before. */
    void closed(Line line);
  }

  /** A read's place in the line. */
  static final class Turn {
    final Read read;
    final Profile profile;
    private final boolean foundIdle;
    private final boolean prepares;
    private @Nullable Throwable failure;
    private boolean openingFailed;
    private boolean ended;

    /** Whether the caller's role or settings were refused, and not the statement. */
    boolean openingFailed() {
      return openingFailed;
    }

    Turn(Read read, Profile profile, boolean foundIdle, boolean prepares) {
      this.read = read;
      this.profile = profile;
      this.foundIdle = foundIdle;
      this.prepares = prepares;
    }
  }

  private final Connector connector;
  private final PgConnection connection;
  private final Listener listener;
  private final ArrayDeque<Turn> turns = new ArrayDeque<>(2 * DEPTH);
  private final Set<String> prepared = new HashSet<>();
  private long headSince;
  private int slow;

  /** The shortest time in which PostgreSQL answered at all: the network's part of every read. */
  private long roundTrip;

  /** What a statement has lately taken at the head. */
  private long usual;

  private @Nullable Lease lease;
  private boolean reserved;
  private boolean interrupting;
  private boolean retired;
  private boolean closed;

  /**
   * @param roundTrip how long PostgreSQL took to answer a statement without any work
   */
  Line(Connector connector, PgConnection connection, long roundTrip, Listener listener) {
    this.connector = connector;
    this.connection = connection;
    this.roundTrip = roundTrip;
    this.listener = listener;
    connection.closeHandler(_ -> connectionClosed());
    connection.exceptionHandler(_ -> retire());
  }

  boolean isIdle() {
    return turns.isEmpty() && lease == null;
  }

  /** Whether it is there for reads, if there is room. */
  boolean isOpen() {
    return !retired && !interrupting && !reserved && lease == null;
  }

  boolean isLeased() {
    return lease != null;
  }

  boolean isReserved() {
    return reserved;
  }

  /** Whether reads that are new go past this line, so that a transaction gets it. */
  void reserve(boolean whether) {
    reserved = whether;
  }

  /** Whether a transaction could have it. */
  boolean isFree() {
    return isIdle() && !retired && !interrupting;
  }

  /** Lends the line, which has to be free. */
  Lease lease() {
    Lease lent = new Lease(this, connector, connection);
    lease = lent;
    reserved = false;
    return lent;
  }

  /** Takes back what was lent. */
  void released(Lease lent) {
    if (lease != lent) {
      return;
    }
    lease = null;
    if (retired) {
      cut();
    } else {
      listener.released(this);
    }
  }

  int size() {
    return turns.size();
  }

  /** Whether waiting for a place here is better than work on another line. */
  boolean isWorthWaiting(long now) {
    return isOpen() && slow == 0 && usual < SHORT_NANOS && !isStalled(now);
  }

  /** Whether another read may go behind those that are under way. */
  boolean accepts(long now) {
    return isOpen() && (turns.isEmpty() || turns.size() < DEPTH && slow == 0 && !isStalled(now));
  }

  boolean isStalled(long now) {
    return headNanos(now) > STALL_NANOS + roundTrip;
  }

  /** How long the statement at the head has been running; 0 if there is none. */
  long headNanos(long now) {
    return turns.isEmpty() ? 0 : now - headSince;
  }

  /** Whether PostgreSQL has not kept its own time limits. */
  boolean isOverdue(long now, long tooLong) {
    return headNanos(now) > tooLong || lease != null && lease.isOverdue(now, tooLong);
  }

  void send(Read read, Profile profile, long now) {
    Turn turn = new Turn(read, profile, turns.isEmpty(), prepares(read.sql));
    turns.add(turn);
    if (turns.size() == 1) {
      headSince = now;
    }
    if (profile.isSlow()) {
      slow++;
    }
    String opening = read.opening;
    if (opening == null) {
      connection
          .preparedQuery(read.sql)
          .execute(read.parameters)
          .onComplete(
              rows -> {
                try {
                  take(turn, rows);
                } finally {
                  // Also when the one who waited for the answer could not bear it.
                  end(turn);
                }
              });
      return;
    }
    connection
        .query(opening)
        .execute()
        .onComplete(
            opened -> {
              if (opened.failed()) {
                turn.failure = opened.cause();
                turn.openingFailed = true;
              }
            });
    connection
        .preparedQuery(read.sql)
        .execute(read.parameters)
        .onComplete(rows -> take(turn, rows));
    connection
        .query("COMMIT")
        .execute()
        .onComplete(
            committed -> {
              if (committed.failed() && turn.failure == null) {
                turn.failure = committed.cause();
              }
              end(turn);
            });
  }

  /** Whether the statement is likely to be prepared first, which is a round trip of its own. */
  private boolean prepares(String sql) {
    if (prepared.size() >= Connector.PREPARED) {
      prepared.clear();
    }
    return prepared.add(sql);
  }

  private static void take(Turn turn, AsyncResult<RowSet<Row>> rows) {
    if (turn.failure != null) {
      return;
    }
    if (rows.failed()) {
      turn.failure = rows.cause();
      return;
    }
    RowSet<Row> all = rows.result();
    if (all.size() == 1 && all.iterator().next().getValue(0) instanceof Buffer result) {
      turn.read.succeed(result);
    } else {
      turn.failure = new IllegalStateException("Not one row with a bytea: " + turn.read.sql);
    }
  }

  private void end(Turn turn) {
    if (turn.ended) {
      return;
    }
    turn.ended = true;
    long now = System.nanoTime();
    boolean wasHead = turns.peek() == turn;
    long headNanos = wasHead ? now - headSince : 0;
    turns.remove(turn);
    if (wasHead) {
      headSince = now;
      if (turn.foundIdle && !turn.prepares && turn.failure == null) {
        roundTrip = Math.min(roundTrip, headNanos);
      }
      long wire = (turn.foundIdle ? roundTrip : 0) + (turn.prepares ? roundTrip : 0);
      long work = Math.max(0, headNanos - wire);
      usual += (work - usual) / 8;
      turn.profile.took(work);
    }
    slow = 0;
    for (Turn other : turns) {
      slow += other.profile.isSlow() ? 1 : 0;
    }
    Throwable failure = turn.failure;
    if (failure != null && SqlStates.isLost(failure)) {
      retire();
    }
    listener.ended(this, turn, failure, headNanos);
    Turn head = turns.peek();
    if (head != null && head.read.isCancelled()) {
      interrupt();
    }
  }

  /** Ends the read's statement if that is running, or else as soon as it does. */
  void cancelled(Read read) {
    Turn head = turns.peek();
    if (head != null && head.read == read) {
      interrupt();
    }
  }

  /**
   * A cancel request goes to the connection, whatever runs there when it comes. So nothing new is
   * sent here until it has gone out; a neighbour that it still hits begins anew.
   */
  private void interrupt() {
    if (interrupting || retired) {
      return;
    }
    interrupting = true;
    connector.cancel(connection).onComplete(_ -> interrupting = false);
  }

  /** The reads that wait behind a statement that does not end. */
  List<Read> followers() {
    List<Read> followers = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn != turns.peek() && !turn.read.isAnswered()) {
        followers.add(turn.read);
      }
    }
    return followers;
  }

  /** Lets nobody in any more; those inside may finish. */
  void retire() {
    retired = true;
  }

  /** Ends the connection at once: all its reads end as lost. */
  void cut() {
    retire();
    Connector.cut(connection);
  }

  /** Ends the connection in good order; for a line without reads. */
  void close() {
    retire();
    connection.close();
  }

  private void connectionClosed() {
    if (closed) {
      return;
    }
    closed = true;
    retire();
    // The client fails what it had sent only when the channel itself is closed.
    Connector.cut(connection);
    List.copyOf(turns).forEach(this::endLost);
    if (lease != null) {
      lease.lost();
    }
    listener.closed(this);
  }

  private void endLost(Turn turn) {
    if (turn.failure == null) {
      turn.failure = ClosedConnectionException.INSTANCE;
    }
    end(turn);
  }
}
