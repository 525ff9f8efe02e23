package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.commit;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.refusal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that run at the same time and want the same things. */
final class WritesThatMeetTest {

  private final DatabaseFixture fixture = new DatabaseFixture(options -> options);

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE TABLE tb_counter (id int PRIMARY KEY, n int NOT NULL);
        INSERT INTO tb_counter VALUES (1, 0), (2, 0);
        CREATE FUNCTION fail(state text) RETURNS text LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'failing' USING ERRCODE = state; END $$;
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Future<List<Row>> increment(Transaction transaction, int id) {
    return transaction.query(
        "UPDATE tb_counter SET n = n + 1 WHERE id = $1::text::int RETURNING n",
        List.of(Integer.toString(id)));
  }

  private String counters() {
    return fixture.ask("SELECT string_agg(n::text, ',' ORDER BY id) FROM tb_counter");
  }

  @Test
  void sixtyFourIncrementsOfOneRowAllCount() {
    List<Future<Long>> writings = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      writings.add(
          fixture.write(
              t -> increment(t, 1).map(rows -> new Ending.Commit<>(rows.getFirst().number("n")))));
    }
    List<Long> seen = writings.stream().map(DatabaseFixture::await).sorted().toList();
    assertThat(seen).hasSize(64).doesNotHaveDuplicates().endsWith(64L);
    assertThat(counters()).isEqualTo("64,0");
  }

  @Test
  void aConflictIsRepeatedAsAWhole() {
    for (String state : List.of("40001", "40P01")) {
      AtomicInteger calls = new AtomicInteger();
      Future<String> writing =
          fixture.write(
              t ->
                  increment(t, 1)
                      .compose(
                          _ ->
                              calls.incrementAndGet() < 4
                                  ? t.query("SELECT fail($1::text)", List.of(state))
                                  : Future.succeededFuture(List.of()))
                      .compose(_ -> commit("done")));
      assertThat(await(writing)).isEqualTo("done");
      assertThat(calls).hasValue(4);
    }
    assertThat(counters()).isEqualTo("2,0");
  }

  @Test
  void aConflictThatDoesNotEndIsToldAndNothingIsWritten() {
    AtomicInteger calls = new AtomicInteger();
    Future<String> writing =
        fixture.write(
            t -> {
              calls.incrementAndGet();
              return increment(t, 1)
                  .compose(_ -> t.query("SELECT fail('40001')", List.of()))
                  .compose(_ -> commit("no"));
            });
    assertThat(problem(writing)).isEqualTo(new DatabaseProblem.Conflict());
    assertThat(calls).hasValue(4);
    assertThat(counters()).isEqualTo("0,0");
  }

  @Test
  void aConflictIsRepeatedWhateverTheWorkMakesOfIt() {
    AtomicInteger calls = new AtomicInteger();
    Future<String> writing =
        fixture.write(
            t ->
                calls.incrementAndGet() == 1
                    ? t.query("SELECT fail('40001')", List.of())
                        .transform(_ -> Future.succeededFuture(new Ending.RollBack<>("overlooked")))
                    : increment(t, 1).compose(_ -> commit("done")));
    assertThat(await(writing)).isEqualTo("done");
    assertThat(counters()).isEqualTo("1,0");
  }

  @Test
  void aConflictInTheLastStatementIsRepeated() {
    AtomicInteger calls = new AtomicInteger();
    Future<String> writing =
        fixture.write(
            t ->
                increment(t, 1)
                    .map(
                        _ ->
                            new Ending.CommitAfter<>(
                                calls.incrementAndGet() == 1 ? "SELECT fail('40001')" : "SELECT",
                                List.of(),
                                _ -> "done")));
    assertThat(await(writing)).isEqualTo("done");
    assertThat(calls).hasValue(2);
    assertThat(counters()).isEqualTo("1,0");
  }

  @Test
  void aConflictAtCommitIsRepeated() throws SQLException {
    AtomicInteger calls = new AtomicInteger();
    String sum = "SELECT sum(n) AS s FROM tb_counter";
    try (Connection other = fixture.postgres.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      other.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      statement.executeQuery(sum).close();
      List<String> steps = new ArrayList<>();
      Future<Long> writing =
          fixture.write(
              Caller.NOBODY,
              Isolation.SERIALIZABLE,
              t ->
                  t.query(sum, List.of())
                      .compose(
                          rows ->
                              increment(t, 1)
                                  .map(
                                      _ -> {
                                        steps.add("all succeeded");
                                        if (calls.incrementAndGet() == 1) {
                                          run(
                                              statement,
                                              "UPDATE tb_counter SET n = 5 WHERE id = 2");
                                          run(statement, "COMMIT");
                                        }
                                        return new Ending.Commit<>(rows.getFirst().number("s"));
                                      })));
      assertThat(await(writing)).isEqualTo(5);
      assertThat(steps).containsExactly("all succeeded", "all succeeded");
    }
    assertThat(counters()).isEqualTo("1,5");
  }

  private static void run(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoThatWaitForEachOtherBothSucceed() {
    AtomicInteger calls = new AtomicInteger();
    List<Promise<Void>> holding = List.of(Promise.promise(), Promise.promise());
    List<Future<String>> writings = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      int mine = side;
      writings.add(
          fixture.write(
              t -> {
                calls.incrementAndGet();
                return increment(t, 1 + mine)
                    .compose(
                        _ -> {
                          holding.get(mine).tryComplete();
                          return holding.get(1 - mine).future();
                        })
                    .compose(_ -> increment(t, 2 - mine))
                    .compose(_ -> commit("done"));
              }));
    }
    writings.forEach(writing -> assertThat(await(writing)).isEqualTo("done"));
    // Who is repeated may be quicker than the one who has waited, and be in its way again.
    assertThat(calls.get()).isGreaterThanOrEqualTo(3);
    assertThat(counters()).isEqualTo("2,2");
  }

  @Test
  void whoDoesNotWantToWaitForALockIsToldSo() throws SQLException {
    try (Connection other = fixture.postgres.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE tb_counter SET n = 7 WHERE id = 1");
      Future<String> writing =
          fixture.write(
              t ->
                  t.query("SELECT FROM tb_counter WHERE id = 1 FOR UPDATE NOWAIT", List.of())
                      .compose(_ -> commit("no")));
      Refusal refusal = refusal(writing);
      assertThat(refusal.sqlState()).isEqualTo("55P03");
      assertThat(refusal.problem()).isEqualTo(new DatabaseProblem.Locked());
    }
  }
}
