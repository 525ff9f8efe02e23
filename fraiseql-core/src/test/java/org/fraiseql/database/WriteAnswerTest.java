package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.commit;
import static org.fraiseql.database.DatabaseFixture.refusal;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes into a transaction's statements, and what comes of them. */
final class WriteAnswerTest {

  private final DatabaseFixture fixture = new DatabaseFixture(options -> options);

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE DOMAIN small AS int CHECK (VALUE < 1000);
        CREATE TABLE tb_t (n int NOT NULL CONSTRAINT of_n CHECK (n <> 13), s small);
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Future<String> statement(String sql) {
    return fixture.write(t -> t.query(sql, List.of()).compose(_ -> commit("done")));
  }

  @Test
  void valuesComeAndGo() {
    Future<List<Row>> writing =
        fixture.write(
            t ->
                t.query(
                        "SELECT $1::text AS a, $2::text[] AS b, $3::text IS NULL AS c,"
                            + " convert_to('ü', 'UTF8') AS d, NULL::bytea AS e",
                        java.util.Arrays.asList("x", List.of("y", "z"), null))
                    .map(Ending.Commit::new));
    Row row = await(writing).getFirst();
    assertThat(row.string("a")).isEqualTo("x");
    assertThat(row.strings("b")).containsExactly("y", "z");
    assertThat(row.bool("c")).isTrue();
    assertThat(row.bytes("d")).isEqualTo(Buffer.buffer("ü"));
    assertThat(row.bytes("e")).isNull();
  }

  @Test
  void aRefusalTellsWhatPostgresKnows() {
    Refusal notNull = refusal(statement("INSERT INTO tb_t (n) VALUES (NULL)"));
    assertThat(notNull.sqlState()).isEqualTo("23502");
    assertThat(List.of(notNull.context(), notNull.table(), notNull.column()))
        .containsExactly("public", "tb_t", "n");
    Refusal check = refusal(statement("INSERT INTO tb_t (n) VALUES (13)"));
    assertThat(List.of(check.sqlState(), check.table(), check.constraint()))
        .containsExactly("23514", "tb_t", "of_n");
    assertThat(check.detail()).contains("13");
    Refusal domain = refusal(statement("INSERT INTO tb_t (n, s) VALUES (1, 1000)"));
    assertThat(List.of(domain.sqlState(), domain.dataType(), domain.constraint()))
        .containsExactly("23514", "small", "small_check");
    Refusal raised =
        refusal(
            statement(
                "DO $$ BEGIN RAISE 'said' USING ERRCODE = 'DR001', HINT = 'so', DETAIL = 'why';"
                    + " END $$"));
    assertThat(List.of(raised.sqlState(), raised.message(), raised.hint(), raised.detail()))
        .containsExactly("DR001", "said", "so", "why");
    assertThat(raised.where()).contains("RAISE");
    assertThat(raised.problem()).isInstanceOf(DatabaseProblem.Failed.class);
  }
}
