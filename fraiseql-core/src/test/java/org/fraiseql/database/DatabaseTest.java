package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.text;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {

  private final DatabaseFixture fixture = new DatabaseFixture(options -> options);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void bytesComeAsPostgresHasThem() {
    String odd = "ä \uD83D\uDE00 \u2028 \\ ' \" 12345678901234567890.10";
    assertThat(fixture.text("SELECT $1::text", odd)).isEqualTo(odd);
  }

  @Test
  void parametersAreTextListsAndNull() {
    assertThat(fixture.text("SELECT $1::text::int + 1", "41")).isEqualTo("42");
    assertThat(fixture.text("SELECT coalesce($1::text, 'nothing')", (Object) null))
        .isEqualTo("nothing");
    assertThat(
            fixture.text(
                "SELECT array_to_string($1::text[], '|', 'NULL')", Arrays.asList("a,b", null, "c")))
        .isEqualTo("a,b|NULL|c");
    assertThat(fixture.text("SELECT cardinality($1::text[])", List.of())).isEqualTo("0");
  }

  @Test
  void theNullCharacterIsTheClientsMistake() {
    assertThat(problem(fixture.read(Caller.NOBODY, "SELECT $1::text", "a\0b")))
        .isInstanceOf(DatabaseProblem.InvalidValue.class);
    assertThat(problem(fixture.read(Caller.NOBODY, "SELECT $1::text[]::text", List.of("\0"))))
        .isInstanceOf(DatabaseProblem.InvalidValue.class);
  }

  @Test
  void everyConnectionIsSetUpAlike() {
    assertThat(fixture.text("SELECT current_setting('TimeZone')")).isEqualTo("UTC");
    assertThat(fixture.text("SELECT current_setting('jit')")).isEqualTo("off");
    assertThat(fixture.text("SELECT current_setting('client_encoding')")).isEqualTo("UTF8");
    assertThat(fixture.text("SELECT current_setting('default_transaction_read_only')"))
        .isEqualTo("on");
    assertThat(fixture.text("SELECT current_setting('statement_timeout')")).isEqualTo("10min");
    assertThat(fixture.text("SELECT current_setting('application_name')")).isEqualTo("fraiseql");
    assertThat(fixture.text("SELECT current_setting('DateStyle')")).isEqualTo("ISO, MDY");
  }

  @Test
  void whatWritesIsRefused() {
    fixture.postgres.execute(
        """
        CREATE TABLE seen (n int);
        CREATE FUNCTION note() RETURNS text LANGUAGE plpgsql AS
          $$ BEGIN INSERT INTO seen VALUES (1); RETURN 'written'; END $$;
        """);
    assertThat(problem(fixture.read(Caller.NOBODY, "SELECT public.note()")))
        .isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(fixture.ask("SELECT count(*) FROM seen")).isEqualTo("0");
  }

  @Test
  void aResultAboveTheLimitIsRefused() {
    try (var small = new DatabaseFixture(options -> options.withResultBytes(1_000))) {
      assertThat(small.text("SELECT repeat('x', 1000)")).hasSize(1_000);
      assertThat(problem(small.read(Caller.NOBODY, "SELECT repeat('x', 1001)")))
          .isEqualTo(new DatabaseProblem.ResultTooLarge(1_001, 1_000));
    }
  }

  @Test
  void manyLargeResultsInARowKeepTheirBytes() {
    List<Future<Buffer>> readings = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      readings.add(fixture.read(Caller.NOBODY, "SELECT repeat($1::text, 50000)", "abc" + i % 10));
    }
    for (int i = 0; i < readings.size(); i++) {
      assertThat(text(readings.get(i))).hasSize(200_000).startsWith("abc" + i % 10 + "abc");
    }
  }

  @Test
  void theAnswerComesOnTheContextOfTheOneWhoAsked() {
    Promise<String> seen = Promise.promise();
    Context context = fixture.vertx.getOrCreateContext();
    context.runOnContext(
        _ -> {
          Context asking = io.vertx.core.Vertx.currentContext();
          fixture
              .read(Caller.NOBODY, "SELECT 1")
              .onComplete(
                  _ ->
                      seen.complete(
                          io.vertx.core.Vertx.currentContext() == asking ? "same" : "other"));
        });
    assertThat(await(seen.future())).isEqualTo("same");
  }

  @Test
  void askingFromManyThreadsGivesEachItsOwnAnswer() throws Exception {
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          threads.invokeAll(
              java.util.stream.IntStream.range(0, 500)
                  .<java.util.concurrent.Callable<String>>mapToObj(
                      i -> () -> fixture.text("SELECT $1::text", "n" + i))
                  .toList());
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo("n" + i);
      }
    }
  }

  @Test
  void inspectionSeesOneStateWithQuotedNames() {
    fixture.postgres.execute("CREATE TABLE t (a int, b text[], c bool); INSERT INTO t VALUES (7)");
    String seen =
        fixture.database.inspect(
            session -> {
              String first = count(session);
              fixture.postgres.execute("INSERT INTO t VALUES (8)");
              return first
                  + count(session)
                  + session
                      .query("SELECT current_setting('transaction_read_only') AS x")
                      .getFirst()
                      .string("x")
                  + session.query("SELECT quote_ident('t') AS x").getFirst().string("x")
                  + "<"
                  + session
                      .query("SELECT current_setting('search_path') AS x")
                      .getFirst()
                      .string("x")
                  + ">";
            });
    assertThat(seen).isEqualTo("11on\"t\"<\"\">");
  }

  private static String count(Session session) {
    return session.query("SELECT count(*) AS n FROM public.t").getFirst().string("n") + "";
  }

  @Test
  void rowsGiveTypedValues() {
    Row row =
        fixture.database.inspect(
            session ->
                session
                    .query(
                        """
                        SELECT $1::text AS text, $2::int AS n, 2::smallint AS small, 3000000000 AS big,
                               'pg_class'::pg_catalog.regclass::oid::bigint AS oid, true AS yes, 'r'::"char" AS kind,
                               ARRAY['a', NULL]::name[] AS names, NULL::text AS nothing, NULL::int AS no_number,
                               NULL::bool AS no_truth, NULL::text[] AS no_list, 'x'::name AS name, $3::text[] AS list
                        """,
                        "t",
                        4,
                        List.of("p", "q"))
                    .getFirst());
    assertThat(row.string("text")).isEqualTo("t");
    assertThat(row.number("n")).isEqualTo(4);
    assertThat(row.number("small")).isEqualTo(2);
    assertThat(row.number("big")).isEqualTo(3_000_000_000L);
    assertThat(row.number("oid")).isEqualTo(1259);
    assertThat(row.bool("yes")).isTrue();
    assertThat(row.string("kind")).isEqualTo("r");
    assertThat(row.string("name")).isEqualTo("x");
    assertThat(row.strings("names")).containsExactly("a", "");
    assertThat(row.strings("list")).containsExactly("p", "q");
    assertThat(row.string("nothing")).isNull();
    assertThat(row.number("no_number")).isZero();
    assertThat(row.bool("no_truth")).isFalse();
    assertThat(row.strings("no_list")).isEmpty();
    assertThatThrownBy(() -> row.string("absent")).hasMessageContaining("absent");
    assertThatThrownBy(() -> fixture.database.inspect(s -> s.query("SELECT 5::oid AS five")))
        .hasMessageContaining("Cast the column 'five'");
  }

  @Test
  void inspectionRefusesToWriteAndToBlockALoop() {
    assertThatThrownBy(() -> fixture.database.inspect(s -> s.query("CREATE TABLE public.x ()")))
        .isInstanceOf(ProblemException.class);
    Promise<String> seen = Promise.promise();
    fixture.vertx.runOnContext(
        _ -> {
          try {
            fixture.database.inspect(session -> session.query("SELECT 1"));
            seen.complete("blocked");
          } catch (IllegalStateException e) {
            seen.complete(e.getMessage());
          }
        });
    assertThat(await(seen.future())).contains("another thread");
  }

  @Test
  void aLongTextIsPreparedOnce() {
    String sql = "SELECT 1 /* " + "x".repeat(5_000) + " */";
    for (int i = 0; i < 3; i++) {
      fixture.text(sql);
    }
    assertThat(
            fixture.text(
                "SELECT count(*) FROM pg_prepared_statements WHERE length(statement) > 5000"))
        .isEqualTo("1");
  }

  @Test
  void theOldestPreparedStatementsGoWhenThereAreMany() {
    for (int i = 0; i < 300; i++) {
      assertThat(fixture.text("SELECT " + i)).isEqualTo("" + i);
    }
    assertThat(Integer.parseInt(fixture.text("SELECT count(*) FROM pg_prepared_statements")))
        .isBetween(200, 257);
    assertThat(fixture.text("SELECT 0")).isEqualTo("0");
  }
}
