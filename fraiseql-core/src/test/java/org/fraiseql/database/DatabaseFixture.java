package org.fraiseql.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own and the door to it. No time limit of the door ends what a test began:
 * {@link #FOREVER} is longer than a test waits.
 */
final class DatabaseFixture implements AutoCloseable {

  /** How long a test waits for what should come in a moment. Reaching it means that it hangs. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  static final Duration FOREVER = Duration.ofMinutes(10);

  /** A statement that is not over before a test has failed. */
  static final String SLEEP = "SELECT pg_sleep(600)";

  final TestDatabase postgres = TestPostgres.shared().createDatabase();
  final Vertx vertx = Vertx.vertx();
  final Database database;

  DatabaseFixture(UnaryOperator<DatabaseOptions> change) {
    // Roles belong to the whole server, so each may be there from an earlier test.
    for (String role : List.of("reader", "stranger")) {
      postgres.execute(
          "DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN END $$");
    }
    DatabaseOptions options =
        DatabaseOptions.of(postgres.uri())
            .withLoops(1)
            .withConnections(4)
            .withStatementTimeout(FOREVER);
    database = Database.open(vertx, change.apply(options));
  }

  Future<Buffer> read(Caller caller, String sql, @Nullable Object... parameters) {
    return read(new Cancellation(), caller, sql, parameters);
  }

  Future<Buffer> read(
      Cancellation cancellation, Caller caller, String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object parameter : parameters) {
      values.add(parameter);
    }
    return database.read(
        caller, "SELECT convert_to((" + sql + ")::text, 'UTF8')", values, cancellation);
  }

  String text(String sql, @Nullable Object... parameters) {
    return text(read(Caller.NOBODY, sql, parameters));
  }

  /** Writes as nobody in particular, with the database's own isolation. */
  <T> Future<T> write(Function<Transaction, Future<Ending<T>>> work) {
    return write(Caller.NOBODY, Isolation.DEFAULT, work);
  }

  <T> Future<T> write(
      Caller caller, Isolation isolation, Function<Transaction, Future<Ending<T>>> work) {
    return database.write(caller, isolation, new Cancellation(), work);
  }

  static <T> Future<Ending<T>> commit(T value) {
    return Future.succeededFuture(new Ending.Commit<>(value));
  }

  static String text(Future<Buffer> reading) {
    return await(reading).toString(StandardCharsets.UTF_8);
  }

  static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** What the read failed with. */
  static Problem problem(Future<?> reading) {
    try {
      Object result = await(reading);
      throw new AssertionError("No problem, but " + result);
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException problems) {
        return problems.problems().getFirst();
      }
      throw e;
    }
  }

  /** What PostgreSQL refused the write with. */
  static Refusal refusal(Future<?> writing) {
    try {
      Object result = await(writing);
      throw new AssertionError("No refusal, but " + result);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        return refused.refusal();
      }
      throw e;
    }
  }

  /** One value, asked on a connection that the door knows nothing of. */
  String ask(String sql) {
    try (Connection connection = postgres.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many statements of the door sleep. */
  String sleeping() {
    return ask(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
            + " AND datname = current_database() AND query LIKE '%pg_sleep%'");
  }

  static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not happen");
      }
      pause(20);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    await(vertx.close());
    postgres.close();
  }
}
