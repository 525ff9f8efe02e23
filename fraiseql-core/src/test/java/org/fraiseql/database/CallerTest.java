package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.text;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CallerTest {

  /** Whatever a request could leave behind on a connection, in one line. */
  private static final String LEFT_BEHIND =
      """
      SELECT concat_ws('|', current_user, session_user, nullif(current_setting('app.tenant', true), ''),
        nullif(current_setting('app.user.id', true), ''), current_setting('TimeZone'),
        current_setting('transaction_read_only'), pg_current_xact_id_if_assigned())""";

  private static final String CLEAN = "postgres|postgres|UTC|on";

  private final DatabaseFixture fixture =
      new DatabaseFixture(
          options ->
              options
                  .withConnections(1)
                  .withWaiting(5_000)
                  .withRoles(Set.of("reader", "stranger", "nobody_has_it"))
                  .withDeclared(List.of("app.tenant", "app.user.id", "TimeZone")));

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE TABLE tb_notes (tenant text, note text);
        INSERT INTO tb_notes VALUES ('a', 'of a'), ('b', 'of b'), ('b', 'more of b');
        ALTER TABLE tb_notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON tb_notes USING (tenant = current_setting('app.tenant', true));
        CREATE VIEW v_notes WITH (security_invoker) AS SELECT * FROM tb_notes;
        GRANT SELECT ON tb_notes, v_notes TO reader;
        GRANT USAGE ON SCHEMA public TO reader, stranger;
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Caller tenant(String tenant) {
    return new Caller(
        "reader", Map.of("app.tenant", tenant, "app.user.id", "u1", "TimeZone", "Europe/Paris"));
  }

  @Test
  void roleAndSettingsHoldForTheStatement() {
    assertThat(
            text(
                fixture.read(
                    tenant("b"),
                    """
                    SELECT concat_ws('|', current_user, current_setting('app.user.id'),
                      current_setting('TimeZone'), current_setting('transaction_read_only'))""")))
        .isEqualTo("reader|u1|Europe/Paris|on");
    assertThat(text(fixture.read(tenant("b"), "SELECT count(*) FROM public.v_notes")))
        .isEqualTo("2");
    assertThat(text(fixture.read(tenant("a"), "SELECT note FROM public.v_notes")))
        .isEqualTo("of a");
  }

  @Test
  void valuesAreTakenAsTheyAre() {
    for (String value :
        List.of(
            "'",
            "\\",
            "\\'; SELECT 1; --",
            "''",
            "E'\\x27'",
            "a;b",
            "ä \uD83D\uDE00",
            "$1",
            "\n")) {
      assertThat(text(fixture.read(tenant(value), "SELECT current_setting('app.tenant')")))
          .isEqualTo(value);
    }
  }

  @Test
  void nothingStaysOnAConnectionWhateverHappened() {
    List<Future<Buffer>> readings = new ArrayList<>();
    List<String> statements =
        List.of(
            "SELECT count(*) FROM public.v_notes",
            "SELECT 1/0",
            "SELECT nonsense",
            "SELECT pg_sleep(0.001)",
            "SELECT count(*) FROM public.v_notes WHERE tenant = 'b'");
    for (int i = 0; i < 500; i++) {
      Cancellation cancellation = new Cancellation();
      readings.add(
          fixture.read(cancellation, tenant(i % 2 == 0 ? "a" : "b"), statements.get(i % 5)));
      if (i % 7 == 0) {
        cancellation.cancel();
      }
      // The same connection, seen by a caller that brings nothing but what is asked of it.
      readings.add(fixture.database.ping().map(_ -> Buffer.buffer()));
    }
    int answered = 0;
    for (int i = 0; i < readings.size(); i++) {
      Future<Buffer> reading = readings.get(i);
      try {
        await(reading);
        answered++;
      } catch (java.util.concurrent.CompletionException e) {
        assertThat(e.getCause()).isInstanceOf(ProblemException.class);
      }
      if (i % 10 == 0 && reading.succeeded()) {
        assertThat(reading.result().toString()).isEqualTo(i % 4 == 0 ? "1" : "2");
      }
    }
    assertThat(answered).isGreaterThan(700);
    assertThat(leftBehind()).isEqualTo(CLEAN);
    assertThat(
            fixture.ask(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fraiseql'"
                    + " AND datname = current_database() AND state <> 'idle'"))
        .isEqualTo("0");
  }

  /** What the statement of a door without settings sees on the caller's own connection. */
  private String leftBehind() {
    Future<Buffer> seen =
        fixture.database.withoutCaller("SELECT convert_to((" + LEFT_BEHIND + ")::text, 'UTF8')");
    return text(seen);
  }

  @Test
  void nothingIsSeenByTheNextWhenManyAskAtOnce() {
    List<Future<Buffer>> readings = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String tenant = "t" + i;
      readings.add(
          i % 3 == 0
              ? fixture.database.withoutCaller(
                  "SELECT convert_to((" + LEFT_BEHIND + ")::text, 'UTF8')")
              : fixture.read(tenant(tenant), "SELECT current_setting('app.tenant')"));
    }
    for (int i = 0; i < readings.size(); i++) {
      assertThat(text(readings.get(i))).isEqualTo(i % 3 == 0 ? CLEAN : "t" + i);
    }
  }

  @Test
  void whatWritesIsRefusedAsTheCallerToo() {
    fixture.postgres.execute(
        """
        CREATE TABLE seen (n int); GRANT INSERT ON seen TO reader;
        CREATE FUNCTION note() RETURNS text LANGUAGE plpgsql AS
          $$ BEGIN INSERT INTO seen VALUES (1); RETURN 'written'; END $$;
        CREATE VIEW v_writes AS SELECT note() AS data; GRANT SELECT ON v_writes TO reader;
        """);
    assertThat(problem(fixture.read(tenant("a"), "SELECT data FROM public.v_writes")))
        .isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(fixture.ask("SELECT count(*) FROM seen")).isEqualTo("0");
  }

  @Test
  void aCallerThatLacksSomethingIsRefusedBeforeAnyConnectionIsUsed() {
    assertThat(problem(fixture.read(Caller.NOBODY, "SELECT 1")))
        .isEqualTo(new CallerProblem.MissingSetting("app.tenant"));
    assertThat(
            problem(
                fixture.read(
                    new Caller(null, Map.of("app.tenant", "", "app.user.id", "x")), "SELECT 1")))
        .isEqualTo(new CallerProblem.MissingSetting("app.tenant"));
    assertThat(
            problem(
                fixture.read(
                    new Caller(
                        null,
                        Map.of(
                            "app.tenant", "a", "app.user.id", "u", "TimeZone", "UTC", "a.b", "c")),
                    "SELECT 1")))
        .isEqualTo(new CallerProblem.UnknownSetting("a.b"));
    assertThat(problem(fixture.read(new Caller("postgres", tenant("a").settings()), "SELECT 1")))
        .isEqualTo(new CallerProblem.RoleNotAllowed("postgres"));
    assertThat(problem(fixture.read(tenant("a\0"), "SELECT 1")))
        .isEqualTo(new CallerProblem.InvalidSetting("app.tenant"));
    assertThat(
            fixture.ask(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fraiseql'"
                    + " AND datname = current_database()"))
        .isEqualTo("0");
  }

  @Test
  void aRoleThatDoesNotExistLeavesTheConnectionClean() {
    Caller ghost = new Caller("nobody_has_it", tenant("a").settings());
    assertThat(problem(fixture.read(ghost, "SELECT 1"))).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(leftBehind()).isEqualTo(CLEAN);
  }

  @Test
  void aRoleWithoutTheRightIsToldSoWithoutPostgresWords() {
    Caller stranger = new Caller("stranger", tenant("a").settings());
    assertThat(problem(fixture.read(stranger, "SELECT note FROM public.v_notes LIMIT 1")))
        .isEqualTo(new DatabaseProblem.NotAllowed());
  }

  @Test
  void inspectionTakesTheCallersSettings() {
    long seen =
        fixture.database.inspect(
            tenant("b"),
            session ->
                session.query("SELECT count(*) AS n FROM public.v_notes").getFirst().number("n"));
    assertThat(seen).isEqualTo(2);
    assertThatThrownBy(() -> fixture.database.inspect(Caller.NOBODY, session -> "x"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("app.tenant");
  }

  @Test
  void namesThatDecideRightsCannotBeDeclared() {
    DatabaseOptions options = DatabaseOptions.of(fixture.postgres.uri());
    for (String name :
        List.of("role", "Session_Authorization", "row_security", "a b", "", "a.", "a;b", "a\"")) {
      assertThatThrownBy(() -> options.withDeclared(List.of(name)))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(options.withDeclared(List.of("app.user", "jwt.claims.sub", "TimeZone")).declared())
        .hasSize(3);
  }
}
