package org.fraiseql.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The only door to PostgreSQL. Thread-safe.
 *
 * <p>Every event loop has a few connections of its own. A request that comes from one of these
 * loops stays there, without locks; any other is handed to one of them. Failures are {@link
 * ProblemException}s, and none of them carries a text of PostgreSQL's.
 */
public final class Database implements AutoCloseable {

  private final VertxInternal vertx;
  private final DatabaseOptions options;
  private final Connector connector;
  private final CallerCheck callers;
  private final Outage outage;

  /** By the thread of the event loop. Lines are added, never removed. */
  private final Map<Thread, Lines> byThread = new ConcurrentHashMap<>();

  private final List<Lines> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean closed;

  private Database(Vertx vertx, DatabaseOptions options) {
    this.vertx = (VertxInternal) vertx;
    this.options = options;
    this.connector = new Connector(options);
    Map<String, String> repeated = options.uri().pgbouncer() ? connector.session() : Map.of();
    this.callers = new CallerCheck(options.roles(), options.declared(), repeated);
    this.outage = new Outage(options.uri().place());
  }

  /** Opens the door. Connections are made when they are needed, so PostgreSQL may be away. */
  public static Database open(Vertx vertx, DatabaseOptions options) {
    return new Database(vertx, options);
  }

  /**
   * Runs one statement as the caller, in a read-only transaction. The statement's only row has one
   * {@code bytea}, which comes as PostgreSQL sent it.
   *
   * <p>A statement whose connection breaks, or that is hit by the cancelling of another, may be run
   * again, so it must have no effects.
   *
   * @param parameters a String, a List of Strings for {@code text[]}, or null; the statement casts
   *     them
   * @param cancellation ends the statement, wherever it is
   * @return completes on the context of the calling thread, if it has one, or else on an event loop
   */
  public Future<Buffer> read(
      Caller caller,
      String sql,
      List<? extends @Nullable Object> parameters,
      Cancellation cancellation) {
    CallerProblem problem = callers.problem(caller);
    if (problem != null) {
      return Future.failedFuture(new ProblemException(problem));
    }
    Tuple values = values(parameters);
    if (values == null) {
      return Future.failedFuture(new ProblemException(new DatabaseProblem.InvalidValue()));
    }
    return submit(callers.opening(caller), sql, values, cancellation);
  }

  /**
   * Runs work that writes, as the caller, in a transaction of its own. It is answered when the
   * transaction has really ended.
   *
   * <p>The work is called again, in a new transaction, when PostgreSQL ended the one before because
   * of others that ran at the same time (up to three times), or when its connection was lost before
   * the commit was sent (twice). So it may have no effects but those of its statements.
   *
   * @param cancellation ends the transaction, unless the commit is already on its way
   * @param work is called on an event loop, and must not block; what it leaves on the session does
   *     not outlive the transaction
   * @return fails with a {@link RefusedException} if PostgreSQL refuses a statement or the commit,
   *     as the work does if that fails, and with a {@link ProblemException} for all else; nothing
   *     has been written then, unless the problem is {@link DatabaseProblem.OutcomeUnknown}
   */
  public <T> Future<T> write(
      Caller caller,
      Isolation isolation,
      Cancellation cancellation,
      Function<Transaction, Future<Ending<T>>> work) {
    String opening = callers.openingToWrite(caller, isolation);
    return write(caller, new Write.Manner(opening, false, false, null), cancellation, work);
  }

  /**
   * A transaction of the caller's that sees one state of the database and cannot write.
   *
   * @param longest how long it may last once it has a connection
   * @param cancellation ends it
   * @throws ProblemException if there may be no such caller
   */
  public OpenTransaction snapshot(Caller caller, Duration longest, Cancellation cancellation) {
    refuse(callers.problem(caller));
    String opening = callers.openingOfSnapshot(caller);
    Write.Manner manner = new Write.Manner(opening, true, true, longest);
    return new OpenTransaction(
        callers, Isolation.REPEATABLE_READ, (_, work) -> write(caller, manner, cancellation, work));
  }

  /**
   * A transaction of the caller's that may write. Its statements are never run again: others that
   * were first are a {@link DatabaseProblem.Conflict}.
   *
   * @param longest how long it may last once it has a connection
   * @param cancellation ends it, unless the commit is already on its way
   * @throws ProblemException if there may be no such caller
   */
  public OpenTransaction transaction(
      Caller caller, Isolation isolation, Duration longest, Cancellation cancellation) {
    refuse(callers.problem(caller));
    return new OpenTransaction(
        callers,
        isolation,
        (asked, work) -> {
          String opening = callers.openingToWrite(caller, asked);
          Write.Manner manner = new Write.Manner(opening, true, false, longest);
          return write(caller, manner, cancellation, work);
        });
  }

  /**
   * Does nothing if there may be such a caller.
   *
   * @throws ProblemException if there may not
   */
  public void require(Caller caller) {
    refuse(callers.problem(caller));
  }

  private static void refuse(@Nullable CallerProblem problem) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private <T> Future<T> write(
      Caller caller,
      Write.Manner manner,
      Cancellation cancellation,
      Function<Transaction, Future<Ending<T>>> work) {
    CallerProblem problem = callers.problem(caller);
    if (problem != null) {
      return Future.failedFuture(new ProblemException(problem));
    }
    if (cancellation.isCancelled()) {
      return Future.failedFuture(new ProblemException(cancellation.reason()));
    }
    ContextInternal current = ContextInternal.current();
    Promise<T> promise = current == null ? Promise.promise() : current.promise();
    Lines lines = lines();
    Write<T> write =
        new Write<>(
            lines, connector, callers, caller, manner, options.statementTimeout(), work, promise);
    ContextInternal context = lines.context();
    context.runOnContext(_ -> lines.submit(write));
    cancellation.onCancel(() -> context.runOnContext(_ -> write.cancel(cancellation.reason())));
    return promise.future();
  }

  /** Succeeds if PostgreSQL answers now. */
  public Future<Void> ping() {
    return withoutCaller("SELECT '1'::bytea").mapEmpty();
  }

  /** A statement that needs nobody's settings. */
  Future<Buffer> withoutCaller(String sql) {
    String opening = options.uri().pgbouncer() ? "BEGIN READ ONLY" : null;
    return submit(opening, sql, Tuple.tuple(), new Cancellation());
  }

  /** Completes as soon as there is a connection; fails only when this is closed before. */
  public Future<Void> whenReachable() {
    ContextInternal current = ContextInternal.current();
    Promise<Void> promise = current == null ? Promise.promise() : current.promise();
    Lines lines = lines();
    lines.context().runOnContext(_ -> lines.awaitConnection(promise));
    return promise.future();
  }

  /**
   * Runs several statements in one read-only transaction, which sees one state of the database.
   * Names have to be qualified, and PostgreSQL quotes all names that it prints. Blocks.
   *
   * @throws ProblemException if PostgreSQL cannot be reached or refuses a statement
   * @throws IllegalStateException on an event loop
   */
  public <T> T inspect(Caller caller, Function<Session, T> work) {
    refuse(callers.problem(caller));
    return Inspection.run(this, callers.opening(caller), work);
  }

  /** The same as the connection's own role, without settings: for the catalogue. */
  public <T> T inspect(Function<Session, T> work) {
    return Inspection.run(this, null, work);
  }

  Connector connector() {
    return connector;
  }

  DatabaseOptions options() {
    return options;
  }

  /** Some lines: those of the calling thread, if it is one of our event loops. */
  Lines lines() {
    Lines own = byThread.get(Thread.currentThread());
    return own != null ? own : linesOfOthers();
  }

  private Lines linesOfOthers() {
    ContextInternal current = ContextInternal.current();
    boolean isLoop = current != null && current.owner() == vertx && Context.isOnEventLoopThread();
    if (all.size() < options.loops() || all.isEmpty()) {
      synchronized (all) {
        if (isLoop && all.size() < options.loops()) {
          return add(vertx.contextBuilder().withEventLoop(current.nettyEventLoop()).build());
        }
        if (all.isEmpty()) {
          return add(vertx.createEventLoopContext());
        }
      }
    }
    return all.get(Math.floorMod(next.getAndIncrement(), all.size()));
  }

  private Lines add(ContextInternal context) {
    int each = Math.max(1, options.connections() / options.loops());
    Lines lines = new Lines(context, connector, outage, options, each);
    // Only the loop itself knows its thread.
    context.runOnContext(
        _ -> {
          byThread.put(Thread.currentThread(), lines);
          if (closed) {
            lines.close();
          }
        });
    all.add(lines);
    return lines;
  }

  private Future<Buffer> submit(
      @Nullable String opening, String sql, Tuple values, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return Future.failedFuture(new ProblemException(new DatabaseProblem.Cancelled()));
    }
    ContextInternal current = ContextInternal.current();
    Promise<Buffer> promise = current == null ? Promise.promise() : current.promise();
    Read read = new Read(opening, sql, values, options.resultBytes(), promise);
    Lines lines = lines();
    ContextInternal context = lines.context();
    if (context.inThread()) {
      lines.submit(read);
    } else {
      context.runOnContext(_ -> lines.submit(read));
    }
    cancellation.onCancel(() -> context.runOnContext(_ -> lines.cancel(read)));
    return promise.future();
  }

  /**
   * The parameters as the client wants them; null if one has a character that PostgreSQL cannot.
   */
  static @Nullable Tuple values(List<? extends @Nullable Object> parameters) {
    Tuple values = Tuple.tuple();
    for (Object parameter : parameters) {
      switch (parameter) {
        case null -> values.addValue(null);
        case String text -> {
          if (text.indexOf('\0') >= 0) {
            return null;
          }
          values.addValue(text);
        }
        case List<?> list -> {
          String[] elements = list.toArray(new String[0]);
          for (String element : elements) {
            if (element != null && element.indexOf('\0') >= 0) {
              return null;
            }
          }
          values.addValue(elements);
        }
        default -> throw new IllegalArgumentException("No parameter: " + parameter.getClass());
      }
    }
    return values;
  }

  /** Closes the connections at once; what runs or waits fails. */
  @Override
  public void close() {
    closed = true;
    for (Lines lines : all) {
      lines.context().runOnContext(_ -> lines.close());
    }
  }
}
