package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.problem;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL refuses, as PostgreSQL itself refuses it. */
final class RefusalTest {

  private final DatabaseFixture fixture =
      new DatabaseFixture(options -> options.withRoles(Set.of("reader")));

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1::text::int ~ secret",
        "$1::text::int ~ 99999999999",
        "$1::text::uuid ~ secret",
        "$1::text::timestamptz ~ 2020-13-01",
        "$1::text::jsonb ~ {secret",
        "$1::text::numeric(5,2) ~ 100000",
        "'a' ~ $1::text ~ (secret",
        "'secretly' LIKE $1::text ~ secret\\",
        "$1::text::bool ~ secret",
        "$1::text::interval ~ secret",
        "$1::text::inet ~ secret",
        "$1::text::int4range ~ [3,1]",
        "1 / $1::text::int ~ 0",
        "$1::text::bytea ~ \\xZZ",
      })
  void aBadValueIsTheClientsMistakeAndIsNotRepeated(String line) {
    int last = line.lastIndexOf('~');
    Problem problem = answerTo(line.substring(0, last).strip(), line.substring(last + 1).strip());
    assertThat(problem).isEqualTo(new DatabaseProblem.InvalidValue());
  }

  private Problem answerTo(String expression, String value) {
    for (Caller caller : List.of(Caller.NOBODY, new Caller("reader", Map.of()))) {
      Problem problem = problem(fixture.read(caller, "SELECT (" + expression + ")", value));
      assertThat(problem.message() + problem.help()).doesNotContain("secret");
      if (!(problem instanceof DatabaseProblem.InvalidValue)) {
        return problem;
      }
    }
    return new DatabaseProblem.InvalidValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT absent FROM public.t",
        "SELECT n FROM public.absent",
        "SELECT n FROM absent.t",
        "SELECT public.absent(n) FROM public.t",
        "SELECT n::absent FROM public.t"
      })
  void whatIsGoneMeansThatTheSchemaIsStale(String sql) {
    fixture.postgres.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
    assertThat(problem(fixture.read(Caller.NOBODY, sql)))
        .isEqualTo(new DatabaseProblem.StaleSchema());
  }

  @Test
  void aViewThatGetsAColumnOrAnotherTypeGoesOnWorking() {
    fixture.postgres.execute("CREATE VIEW v AS SELECT 1 AS a");
    assertThat(fixture.text("SELECT a FROM public.v")).isEqualTo("1");
    fixture.postgres.execute("CREATE OR REPLACE VIEW v AS SELECT 2 AS a, 3 AS b");
    assertThat(fixture.text("SELECT a FROM public.v")).isEqualTo("2");
    fixture.postgres.execute("DROP VIEW v; CREATE VIEW v AS SELECT 'text' AS a");
    assertThat(fixture.text("SELECT a FROM public.v")).isEqualTo("text");
  }

  @Test
  void aChangedResultTypeMeansThatTheSchemaIsStaleAndTheNextOneWorks() {
    fixture.postgres.execute("CREATE VIEW v AS SELECT 'a'::bytea AS a");
    String sql = "SELECT a FROM public.v";
    assertThat(bare(sql).map(Buffer::toString)).satisfies(f -> DatabaseFixture.await(f));
    fixture.postgres.execute("DROP VIEW v; CREATE VIEW v AS SELECT 1 AS a");
    assertThat(problem(bare(sql))).isEqualTo(new DatabaseProblem.StaleSchema());
    fixture.postgres.execute("DROP VIEW v; CREATE VIEW v AS SELECT 'b'::bytea AS a");
    assertThat(DatabaseFixture.await(bare(sql).recover(_ -> bare(sql))).toString()).isEqualTo("b");
  }

  private Future<Buffer> bare(String sql) {
    return fixture.database.read(Caller.NOBODY, sql, List.of(), new Cancellation());
  }

  @Test
  void aStatementBeyondThePossibleIsTooComplex() {
    String deep = "(".repeat(6_000) + "1" + "+1)".repeat(6_000);
    assertThat(problem(fixture.read(Caller.NOBODY, "SELECT " + deep)))
        .isEqualTo(new DatabaseProblem.TooComplex());
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }

  @Test
  void allElseIsAReferenceOutsideAndAnEntryInTheLog() {
    fixture.postgres.execute(
        """
        CREATE FUNCTION broken() RETURNS text LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'secret %', 42; END $$
        """);
    Problem problem = problem(fixture.read(Caller.NOBODY, "SELECT public.broken()"));
    assertThat(problem).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem.message()).doesNotContain("secret").contains("Reference: ");
  }

  @Test
  void aStatementWithoutItsOneValueFails() {
    assertThat(problem(bare("SELECT '1'::bytea WHERE false")))
        .isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem(bare("SELECT NULL::bytea"))).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem(bare("SELECT 1"))).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }
}
