package org.fraiseql.database;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Work that writes, in one transaction; begun anew as a whole when it met others. Confined to its
 * event loop.
 *
 * <p>The opening goes to PostgreSQL together with the first statement, the last statement together
 * with {@code COMMIT}. {@code COMMIT} of a transaction in which a statement failed is a rollback,
 * and PostgreSQL answers it without an error; so it counts only if every statement before it
 * succeeded.
 */
final class Write<T> {

  /** How often a transaction is begun anew after it met others. */
  private static final int RETRIES = 3;

  /** The longest pause before the first repetition; each later one may be twice as long. */
  private static final int PAUSE_MILLIS = 25;

  /** How long after a statement's own limit PostgreSQL may take to say so. */
  private static final long GRACE_MILLIS = 2_000;

  private final ContextInternal context;
  private final WriteLines lines;
  private final Connector connector;
  private final String opening;
  private final Duration timeout;
  private final Cancellation cancellation;
  private final Function<Transaction, Future<Ending<T>>> work;
  private final Completable<T> answer;
  private @Nullable Attempt running;
  private int retries;
  private int losses;

  Write(
      ContextInternal context,
      WriteLines lines,
      Connector connector,
      String opening,
      Duration timeout,
      Cancellation cancellation,
      Function<Transaction, Future<Ending<T>>> work,
      Completable<T> answer) {
    this.context = context;
    this.lines = lines;
    this.connector = connector;
    this.opening = opening;
    this.timeout = timeout;
    this.cancellation = cancellation;
    this.work = work;
    this.answer = answer;
  }

  void begin() {
    if (cancellation.isCancelled()) {
      answer.fail(new ProblemException(new DatabaseProblem.Cancelled()));
      return;
    }
    lines
        .lend()
        .onComplete(
            lent -> {
              if (lent.failed()) {
                answer.fail(lent.cause());
              } else {
                running = new Attempt(lent.result());
                running.run();
              }
            });
  }

  /** Ends the statement that is running, unless the commit is already on its way. */
  void cancel() {
    if (running != null) {
      running.cancel();
    }
  }

  /** One transaction on one connection. */
  private final class Attempt implements Transaction {
    private final PgConnection connection;
    private boolean begun;
    private boolean committing;
    private @Nullable Throwable failure;
    private Future<?> cancelling = Future.succeededFuture();

    Attempt(PgConnection connection) {
      this.connection = connection;
    }

    void run() {
      Future<Ending<T>> ending;
      try {
        ending = work.apply(this);
      } catch (RuntimeException e) {
        ending = Future.failedFuture(e);
      }
      ending.onComplete(
          done -> {
            Throwable first = failure;
            if (first != null) {
              rollBack(() -> failed(first));
            } else if (done.failed()) {
              rollBack(() -> answer.fail(done.cause()));
            } else {
              end(done.result());
            }
          });
    }

    private void end(Ending<T> ending) {
      switch (ending) {
        case Ending.Commit<T>(T value) -> commit(Future.succeededFuture(value));
        case Ending.CommitAfter<T> last -> {
          Future<List<Row>> rows = query(last.sql(), last.parameters());
          commit(rows.map(last.last()::apply));
        }
        case Ending.RollBack<T>(T value) -> rollBack(() -> answer.succeed(value));
      }
    }

    @Override
    public Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters) {
      Tuple values = Database.values(parameters);
      if (values == null) {
        return fail(new ProblemException(new DatabaseProblem.InvalidValue()));
      }
      if (cancellation.isCancelled()) {
        return fail(new ProblemException(new DatabaseProblem.Cancelled()));
      }
      if (!begun) {
        begun = true;
        watched(connection.query(opening).execute(), RowSet::size);
      }
      return watched(connection.preparedQuery(sql).execute(values), Attempt::rows);
    }

    private static List<Row> rows(RowSet<io.vertx.sqlclient.Row> answer) {
      List<Row> rows = new ArrayList<>(answer.size());
      answer.forEach(row -> rows.add(new ClientRow(row)));
      return rows;
    }

    private <R> Future<R> fail(ProblemException problem) {
      failure = failure == null ? problem : failure;
      return Future.failedFuture(problem);
    }

    /** The first failure is the one that counts: those behind it only follow from it. */
    private <R> Future<R> watched(
        Future<RowSet<io.vertx.sqlclient.Row>> sent,
        Function<RowSet<io.vertx.sqlclient.Row>, R> reading) {
      Promise<R> promise = Promise.promise();
      long timer =
          context.setTimer(timeout.toMillis() + GRACE_MILLIS, _ -> Connector.cut(connection));
      sent.onComplete(
          answered -> {
            context.owner().cancelTimer(timer);
            if (answered.failed()) {
              failure = failure == null ? answered.cause() : failure;
              promise.fail(outward(answered.cause()));
            } else {
              promise.complete(reading.apply(answered.result()));
            }
          });
      return promise.future();
    }

    private void commit(Future<T> value) {
      if (!begun) {
        lines.giveBack(connection);
        value.onComplete(answer);
        return;
      }
      committing = true;
      Future<Integer> committed = watched(connection.query("COMMIT").execute(), RowSet::size);
      committed.onComplete(
          done -> {
            Throwable first = failure;
            // PostgreSQL has answered the last statement before, so the value is there.
            if (first == null) {
              release();
              value.onComplete(answer);
            } else if (done.succeeded()) {
              // It was a rollback.
              committing = false;
              release();
              failed(first);
            } else {
              commitFailed(first);
            }
          });
    }

    private void commitFailed(Throwable first) {
      if (!SqlStates.isLost(first)) {
        release();
        failed(first);
        return;
      }
      lines.drop(connection);
      answer.fail(new ProblemException(new DatabaseProblem.OutcomeUnknown()));
    }

    private void rollBack(Runnable then) {
      if (!begun) {
        lines.giveBack(connection);
        then.run();
      } else if (failure != null && SqlStates.isLost(failure)) {
        lines.drop(connection);
        then.run();
      } else {
        connection
            .query("ROLLBACK")
            .execute()
            .onComplete(
                done -> {
                  if (done.succeeded()) {
                    release();
                  } else {
                    lines.drop(connection);
                  }
                  then.run();
                });
      }
    }

    /** A cancel request ends whatever runs when it comes, so it must have come before. */
    private void release() {
      cancelling.onComplete(_ -> lines.giveBack(connection));
    }

    void cancel() {
      if (!committing) {
        cancelling = connector.cancel(connection);
      }
    }
  }

  /** What the one who sent the statement gets to know. */
  private Throwable outward(Throwable failure) {
    return failure instanceof PgException said
        ? new RefusedException(new Refusal(said, timeout))
        : failure;
  }

  private void failed(Throwable failure) {
    running = null;
    String state = SqlStates.of(failure);
    if (failure instanceof ProblemException) {
      answer.fail(failure);
    } else if (cancellation.isCancelled()) {
      answer.fail(new ProblemException(new DatabaseProblem.Cancelled()));
    } else if (state.equals("40001") || state.equals("40P01")) {
      if (retries++ < RETRIES) {
        int longest = PAUSE_MILLIS << retries;
        context.setTimer(ThreadLocalRandom.current().nextInt(1, longest + 1), _ -> begin());
      } else {
        answer.fail(new ProblemException(new DatabaseProblem.Conflict()));
      }
    } else if (SqlStates.isLost(failure)) {
      // Nothing was committed.
      if (losses++ < 1) {
        begin();
      } else {
        answer.fail(new ProblemException(new DatabaseProblem.Unavailable()));
      }
    } else if (state.equals(SqlStates.QUERY_CANCELED) || state.isEmpty()) {
      answer.fail(new ProblemException(SqlStates.problem(failure, timeout)));
    } else {
      answer.fail(outward(failure));
    }
  }
}
