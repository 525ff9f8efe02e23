package org.fraiseql.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A session on a connection of its own, so that long work on the catalogue holds up no request. */
final class Inspection implements Session {

  /** The catalogue of a large database takes longer to read than a request may take. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final PgConnection connection;

  private Inspection(PgConnection connection) {
    this.connection = connection;
  }

  static <T> T run(Database database, @Nullable String opening, Function<Session, T> work) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("This would block an event loop: call it on another thread");
    }
    PgConnection connection = open(database);
    try {
      Inspection session = new Inspection(connection);
      session.simple("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      session.simple(
          "SET LOCAL quote_all_identifiers = on; SET LOCAL search_path = '';"
              + " SET LOCAL statement_timeout = "
              + LONGEST.toMillis());
      if (opening != null) {
        // The caller's part of it; the transaction is there already.
        int settings = opening.indexOf(';');
        if (settings >= 0) {
          session.simple(opening.substring(settings + 1));
        }
      }
      T result = work.apply(session);
      session.simple("COMMIT");
      return result;
    } finally {
      // The server rolls back what is still open.
      connection.close();
    }
  }

  private static PgConnection open(Database database) {
    try {
      return await(database.connector().open(database.lines().context()));
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new ProblemException(
          new DatabaseProblem.Unreachable(
              database.options().uri().place(), Connector.reason(cause == null ? e : cause)));
    }
  }

  @Override
  public List<Row> query(String sql, @Nullable Object... parameters) {
    Tuple values = Tuple.tuple();
    for (Object parameter : parameters) {
      values.addValue(parameter instanceof List<?> list ? list.toArray(new String[0]) : parameter);
    }
    return ClientRow.rows(run(connection.preparedQuery(sql).execute(values)));
  }

  private void simple(String sql) {
    run(connection.query(sql).execute());
  }

  private static RowSet<io.vertx.sqlclient.Row> run(
      Future<RowSet<io.vertx.sqlclient.Row>> running) {
    try {
      return await(running);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw problem(SqlStates.problemOfInspection(cause == null ? e : cause, LONGEST));
    } catch (TimeoutException _) {
      throw problem(new DatabaseProblem.Timeout(LONGEST));
    }
  }

  private static ProblemException problem(Problem problem) {
    return new ProblemException(problem);
  }

  private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(new DatabaseProblem.Cancelled());
    }
  }
}
