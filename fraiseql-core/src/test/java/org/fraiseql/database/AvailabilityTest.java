package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.eventually;
import static org.fraiseql.database.DatabaseFixture.problem;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.testing.ReservedPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AvailabilityTest {

  private static final String ONE = "SELECT '1'::bytea";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static EmbeddedPostgres start(Path folder, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Duration.ofMinutes(5))
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  /** Stops it. Its own way of stopping waits five seconds at most. */
  private static void stop(EmbeddedPostgres server, Path folder) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    server.close();
    process.onExit().get(DatabaseFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Database open(int port) {
    return Database.open(
        vertx,
        DatabaseOptions.of("postgresql://postgres:postgres@127.0.0.1:" + port + "/postgres")
            .withLoops(1)
            .withStatementTimeout(DatabaseFixture.FOREVER));
  }

  private static Future<Buffer> read(Database database, String sql) {
    return database.read(Caller.NOBODY, sql, List.of(), new Cancellation());
  }

  @Test
  void servesWhenPostgresComesAndSurvivesItsRestart(@TempDir Path folder) throws Exception {
    try (ReservedPort reserved = new ReservedPort();
        Database database = open(reserved.number())) {
      int port = reserved.number();
      Future<Void> reachable = database.whenReachable();
      assertThat(problem(read(database, ONE)))
          .isEqualTo(
              new DatabaseProblem.Unreachable(
                  "127.0.0.1:" + port + "/postgres", "the connection was refused"));
      assertThat(reachable.isComplete()).isFalse();
      EmbeddedPostgres first = start(folder, port);
      await(reachable);
      assertThat(await(read(database, ONE)).toString()).isEqualTo("1");

      List<Future<Buffer>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(read(database, DatabaseFixture.SLEEP + "::text::bytea"));
      }
      eventually(() -> isAnySleeping(first));
      stop(first, folder);
      for (Future<Buffer> reading : running) {
        assertThat(problem(reading))
            .isInstanceOfAny(DatabaseProblem.Unavailable.class, DatabaseProblem.Unreachable.class);
      }
      assertThat(problem(read(database, ONE)))
          .isInstanceOfAny(DatabaseProblem.Unavailable.class, DatabaseProblem.Unreachable.class);

      try (EmbeddedPostgres _ = start(folder, port)) {
        eventually(() -> succeeds(database));
        assertThat(await(read(database, ONE)).toString()).isEqualTo("1");
      }
    }
  }

  private static boolean isAnySleeping(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND state = 'active'")) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean succeeds(Database database) {
    try {
      await(read(database, ONE));
      return true;
    } catch (RuntimeException _) {
      return false;
    }
  }

  @Test
  void aRestartWhileIdleIsNotNoticed(@TempDir Path folder) throws Exception {
    try (ReservedPort reserved = new ReservedPort();
        Database database = open(reserved.number())) {
      int port = reserved.number();
      EmbeddedPostgres first = start(folder, port);
      assertThat(await(read(database, ONE)).toString()).isEqualTo("1");
      stop(first, folder);
      try (EmbeddedPostgres _ = start(folder, port)) {
        assertThat(await(read(database, ONE)).toString()).isEqualTo("1");
      }
    }
  }

  @Test
  void shortReadsOutliveTheEndOfTheirConnection() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options)) {
      for (int round = 0; round < 10; round++) {
        List<Future<Buffer>> readings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          readings.add(fixture.read(Caller.NOBODY, "SELECT $1::text", "n" + i));
        }
        fixture.ask(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        for (int i = 0; i < readings.size(); i++) {
          assertThat(DatabaseFixture.text(readings.get(i))).isEqualTo("n" + i);
        }
      }
    }
  }

  @Test
  void openingsThatBreakOffDoNotMeanThatNobodyIsThere() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(URI.create(fixture.postgres.uri()).getPort(), 0);
        Database database = open(wire.port())) {
      wire.breakOffNext(4);
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        readings.add(read(database, ONE));
      }
      for (Future<Buffer> reading : readings) {
        assertThat(await(reading).toString()).isEqualTo("1");
      }
    }
  }

  @Test
  void whereEveryOpeningBreaksOffThatIsSaid() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(URI.create(fixture.postgres.uri()).getPort(), 0);
        Database database = open(wire.port())) {
      wire.breakOffNext(1_000);
      assertThat(problem(read(database, ONE)))
          .isEqualTo(
              new DatabaseProblem.Unreachable(
                  "127.0.0.1:" + wire.port() + "/postgres",
                  "the connection broke while it was opened"));
      wire.breakOffNext(0);
      eventually(() -> succeeds(database));
    }
  }

  @Test
  void aLongStatementWhoseConnectionEndsFailsAtOnce() {
    try (var fixture = new DatabaseFixture(options -> options)) {
      Future<Buffer> reading = fixture.read(Caller.NOBODY, DatabaseFixture.SLEEP);
      eventually(
          () ->
              fixture
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                          + " AND datname = current_database() AND pid <> pg_backend_pid()"
                          + " AND clock_timestamp() - query_start > interval '1200 ms'")
                  .equals("1"));
      fixture.ask(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Unavailable());
      assertThat(fixture.text("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aServerThatNeverAnswersDoesNotHangAnybody() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Database database = open(silent.getLocalPort())) {
      assertThat(problem(read(database, ONE)))
          .isEqualTo(
              new DatabaseProblem.Unreachable(
                  "127.0.0.1:" + silent.getLocalPort() + "/postgres", "no answer"));
    }
  }

  @Test
  void aHostNameThatNobodyKnowsIsSaid() throws Exception {
    try (var names = new NamesNobody()) {
      Vertx asking = Vertx.vertx(new VertxOptions().setAddressResolverOptions(names.options()));
      try (Database database =
          Database.open(
              asking,
              DatabaseOptions.of("postgresql://u@no-such-host.invalid:5432/db").withLoops(1))) {
        assertThat(problem(read(database, ONE)))
            .isEqualTo(
                new DatabaseProblem.Unreachable(
                    "no-such-host.invalid:5432/db", "the host name is unknown"));
        assertThatThrownBy(() -> database.inspect(session -> "x"))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("the host name is unknown");
      } finally {
        await(asking.close());
      }
    }
  }

  @Test
  void whyItCannotBeReachedIsSaid() {
    try (var fixture = new DatabaseFixture(options -> options);
        Database database =
            Database.open(
                vertx,
                DatabaseOptions.of(fixture.postgres.uri().replaceFirst("/[^/]*$", "/absent")))) {
      assertThat(problem(database.ping()))
          .extracting("reason")
          .isEqualTo("the database does not exist");
    }
    try (var fixture = new DatabaseFixture(options -> options);
        Database preferring =
            Database.open(vertx, DatabaseOptions.of(fixture.postgres.uri() + "?sslmode=prefer"));
        Database requiring =
            Database.open(vertx, DatabaseOptions.of(fixture.postgres.uri() + "?sslmode=require"))) {
      await(preferring.ping());
      assertThat(problem(requiring.ping()))
          .extracting("reason")
          .isEqualTo("it does not offer TLS, and sslmode asks for it");
    }
  }

  @Test
  void aClosedDoorAnswersNobody() {
    try (var fixture = new DatabaseFixture(options -> options)) {
      Future<Buffer> running = fixture.read(Caller.NOBODY, DatabaseFixture.SLEEP);
      eventually(() -> fixture.sleeping().equals("1"));
      fixture.database.close();
      assertThat(problem(running)).isEqualTo(new DatabaseProblem.Unavailable());
      assertThat(problem(fixture.database.ping())).isEqualTo(new DatabaseProblem.Unavailable());
      eventually(
          () ->
              fixture
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND pid <> pg_backend_pid() AND state = 'idle'")
                  .equals("0"));
    }
  }
}
