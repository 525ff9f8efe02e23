package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.commit;
import static org.fraiseql.database.DatabaseFixture.eventually;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.text;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.DatabaseProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads and transactions share the connections. */
final class LeaseTest {

  /** Whatever a transaction could leave behind on a connection, in one line. */
  private static final String LEFT_BEHIND =
      """
      SELECT concat_ws('|', current_user, nullif(current_setting('app.tenant', true), ''),
        nullif(current_setting('app.mine', true), ''), current_setting('default_transaction_read_only'),
        current_setting('transaction_read_only'), current_setting('transaction_isolation'),
        current_setting('statement_timeout'), current_setting('TimeZone'),
        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
        to_regclass('pg_temp.mine'), (SELECT count(*) FROM pg_listening_channels()),
        (SELECT count(*) FROM pg_cursors WHERE is_holdable))""";

  private static final String CLEAN = "postgres|on|on|read committed|10min|UTC|0|0|0";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  private DatabaseFixture fixture(int connections) {
    var fixture =
        new DatabaseFixture(
            options -> options.withConnections(connections).withRoles(Set.of("reader")));
    open.add(fixture);
    fixture.postgres.execute(
        """
        CREATE TABLE tb_t (n int);
        INSERT INTO tb_t VALUES (0);
        GRANT ALL ON tb_t TO reader;
        CREATE FUNCTION leave() RETURNS text LANGUAGE plpgsql AS $$
          BEGIN
            PERFORM set_config('app.mine', 'left', false);
            PERFORM set_config('default_transaction_read_only', 'off', false);
            PERFORM set_config('statement_timeout', '7', false);
            PERFORM set_config('TimeZone', 'Europe/Paris', false);
            PERFORM set_config('role', 'reader', false);
            PERFORM pg_advisory_lock(42);
            CREATE TEMP TABLE mine (n int);
            LISTEN mine;
            RETURN 'left';
          END $$;
        """);
    return fixture;
  }

  private static Future<String> increment(DatabaseFixture fixture) {
    return fixture.write(
        t -> t.query("UPDATE tb_t SET n = n + 1", List.of()).compose(_ -> commit("done")));
  }

  @Test
  void roleAndSettingsHoldForTheTransactionAlone() {
    var fixture = fixture(1);
    try (Database database =
        Database.open(
            fixture.vertx,
            DatabaseOptions.of(fixture.postgres.uri())
                .withLoops(1)
                .withConnections(1)
                .withStatementTimeout(DatabaseFixture.FOREVER)
                .withRoles(Set.of("reader"))
                .withDeclared(List.of("app.tenant")))) {
      Caller caller = new Caller("reader", Map.of("app.tenant", "t1"));
      Future<String> writing =
          database.write(
              caller,
              Isolation.REPEATABLE_READ,
              new Cancellation(),
              t ->
                  t.query("SELECT " + LEFT_BEHIND.strip().substring(7) + " AS x", List.of())
                      .map(rows -> new Ending.Commit<>("" + rows.getFirst().string("x"))));
      assertThat(await(writing)).isEqualTo("reader|t1|on|off|repeatable read|10min|UTC|0|0|0");
      assertThat(await(database.withoutCaller(bytes(LEFT_BEHIND))).toString()).isEqualTo(CLEAN);
    }
  }

  private static String bytes(String sql) {
    return "SELECT convert_to((" + sql + ")::text, 'UTF8')";
  }

  @Test
  void whatARoutineLeavesOnItsSessionIsTakenAway() {
    var fixture = fixture(1);
    for (boolean committed : List.of(true, false)) {
      Future<String> writing =
          fixture.write(
              t ->
                  t.query("SELECT leave()", List.of())
                      .map(
                          _ ->
                              committed
                                  ? new Ending.Commit<>("left")
                                  : new Ending.RollBack<>("left")));
      assertThat(await(writing)).isEqualTo("left");
      assertThat(fixture.text(LEFT_BEHIND)).isEqualTo(CLEAN);
      assertThat(backends(fixture)).isEqualTo("1");
    }
  }

  private static String backends(DatabaseFixture fixture) {
    return fixture.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fraiseql'"
            + " AND datname = current_database()");
  }

  @Test
  void readsGoOnWhileSixtyFourCommandsWaitForOneLock() throws Exception {
    var fixture = fixture(3);
    try (var other = fixture.postgres.connection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE tb_t SET n = 0");
      List<Future<String>> writings = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        writings.add(increment(fixture));
      }
      eventually(
          () ->
              fixture
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND wait_event_type = 'Lock' AND query LIKE 'UPDATE%'")
                  .equals("2"));
      for (int i = 0; i < 50; i++) {
        assertThat(fixture.text("SELECT $1::text", "n" + i)).isEqualTo("n" + i);
      }
      assertThat(writings).noneMatch(Future::isComplete);
      other.commit();
      writings.forEach(writing -> assertThat(await(writing)).isEqualTo("done"));
    }
    assertThat(fixture.ask("SELECT n FROM tb_t")).isEqualTo("64");
    assertThat(Integer.parseInt(backends(fixture))).isBetween(1, 3);
  }

  @Test
  void commandsComeToTheirTurnWhileReadsNeverCease() {
    for (int connections : List.of(1, 2)) {
      var fixture = fixture(connections);
      Reading reading = new Reading(fixture);
      for (int i = 0; i < 20; i++) {
        reading.begin();
      }
      for (int i = 0; i < 20; i++) {
        assertThat(await(increment(fixture))).isEqualTo("done");
      }
      reading.last = true;
      assertThat(fixture.ask("SELECT n FROM tb_t")).isEqualTo("20");
      assertThat(reading.failure).isNull();
    }
  }

  /** Reads of which each begins the next. */
  private static final class Reading {
    private final DatabaseFixture fixture;
    private volatile boolean last;
    private volatile @Nullable Throwable failure;

    Reading(DatabaseFixture fixture) {
      this.fixture = fixture;
    }

    void begin() {
      fixture
          .read(Caller.NOBODY, "SELECT n FROM tb_t")
          .onComplete(
              answer -> {
                if (answer.failed() && !last) {
                  failure = answer.cause();
                } else if (!last) {
                  begin();
                }
              });
    }
  }

  @Test
  void readsAndCommandsTakeTurnsOnOneConnection() {
    var fixture = fixture(1);
    List<Future<String>> writings = new ArrayList<>();
    List<Future<Buffer>> readings = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      writings.add(increment(fixture));
      readings.add(fixture.read(Caller.NOBODY, "SELECT $1::text", "n" + i));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(text(readings.get(i))).isEqualTo("n" + i);
      assertThat(await(writings.get(i))).isEqualTo("done");
    }
    assertThat(fixture.ask("SELECT n FROM tb_t")).isEqualTo("50");
    assertThat(backends(fixture)).isEqualTo("1");
  }

  @Test
  void tooManyCommandsThatWaitAreRefusedAndThoseThatWaitTooLong() throws Exception {
    try (var narrow =
            new DatabaseFixture(
                options ->
                    options
                        .withConnections(1)
                        .withWaiting(2)
                        .withStatementTimeout(Duration.ofSeconds(30)));
        Gate gate = new Gate(narrow)) {
      await(narrow.database.ping());
      List<Future<String>> writings = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        writings.add(narrow.write(t -> t.query(Gate.PASS, List.of()).compose(_ -> commit("done"))));
      }
      assertThat(problem(writings.get(3))).isEqualTo(new DatabaseProblem.Overloaded());
      assertThat(problem(writings.get(4))).isEqualTo(new DatabaseProblem.Overloaded());
      gate.open();
      for (Future<String> writing : writings.subList(0, 3)) {
        assertThat(await(writing)).isEqualTo("done");
      }
    }
  }

  @Test
  void aCommandAndItsPayloadTakeTwoRoundTrips() throws Exception {
    var fixture = fixture(1);
    try (var wire = new FarAway(URI.create(fixture.postgres.uri()).getPort(), 0);
        Database database = wire.open(fixture)) {
      // The first time each statement is prepared, which is a round trip of its own.
      await(inTwoSteps(database, () -> {}));
      // The only connection answers this when it has been given back.
      await(database.ping());
      wire.holdAnswers();
      Future<String> writing = inTwoSteps(database, wire::holdAnswers);
      // Opening and first statement have gone without waiting for each other.
      eventually(
          () ->
              fixture
                  .ask(
                      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND state = 'idle in transaction' AND query LIKE 'UPDATE%'")
                  .equals("1"));
      wire.letAnswersGo();
      // So have last statement and commit: all answers are still held back.
      eventually(() -> fixture.ask("SELECT n FROM tb_t").equals("2"));
      assertThat(writing.isComplete()).isFalse();
      wire.letAnswersGo();
      assertThat(await(writing)).isEqualTo("payload");
    }
  }

  private static Future<String> inTwoSteps(Database database, Runnable between) {
    return database.write(
        Caller.NOBODY,
        Isolation.DEFAULT,
        new Cancellation(),
        t ->
            t.query("UPDATE tb_t SET n = n + 1", List.of())
                .map(
                    _ -> {
                      between.run();
                      return new Ending.CommitAfter<>(
                          "SELECT 'payload' AS x",
                          List.of(),
                          rows -> "" + rows.getFirst().string("x"));
                    }));
  }
}
