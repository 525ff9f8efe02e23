package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.commit;
import static org.fraiseql.database.DatabaseFixture.eventually;
import static org.fraiseql.database.DatabaseFixture.problem;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that end under a transaction, and clients that go away. */
final class WriteLossTest {

  private static final String INSERT = "INSERT INTO tb_t (n) VALUES ($1::text::int)";
  private static final String END_MYSELF = "SELECT pg_terminate_backend(pg_backend_pid())";

  private final DatabaseFixture fixture =
      new DatabaseFixture(options -> options.withConnections(2));

  private final AtomicInteger calls = new AtomicInteger();

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE TABLE tb_t (n int);
        CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF NEW.n = 99 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
            IF NEW.n = 98 THEN PERFORM pg_advisory_xact_lock_shared(1); END IF;
            RETURN NULL;
          END $$;
        CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON tb_t
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit();
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Future<List<Row>> insert(Transaction transaction, int n) {
    return transaction.query(INSERT, List.of(Integer.toString(n)));
  }

  private String rows() {
    return fixture.ask("SELECT coalesce(string_agg(n::text, ',' ORDER BY n), 'none') FROM tb_t");
  }

  @Test
  void aConnectionLostBeforeTheCommitMeansToBeginAnew() {
    Future<String> writing =
        fixture.write(
            t ->
                insert(t, 1)
                    .compose(
                        _ ->
                            calls.incrementAndGet() < 3
                                ? t.query(END_MYSELF, List.of())
                                : Future.succeededFuture(List.of()))
                    .compose(_ -> commit("done")));
    assertThat(await(writing)).isEqualTo("done");
    assertThat(calls).hasValue(3);
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aConnectionLostEachTimeIsTold() {
    Future<String> writing =
        fixture.write(
            t -> {
              calls.incrementAndGet();
              return insert(t, 1)
                  .compose(_ -> t.query(END_MYSELF, List.of()))
                  .compose(_ -> commit("no"));
            });
    assertThat(problem(writing)).isEqualTo(new DatabaseProblem.Unavailable());
    assertThat(calls).hasValue(3);
    assertThat(rows()).isEqualTo("none");
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }

  @Test
  void aConnectionLostInTheCommitLeavesTheOutcomeUnknownAndIsNotRepeated() {
    Future<String> writing =
        fixture.write(
            t -> {
              calls.incrementAndGet();
              return insert(t, 99).compose(_ -> commit("no"));
            });
    assertThat(problem(writing)).isEqualTo(new DatabaseProblem.OutcomeUnknown());
    assertThat(calls).hasValue(1);
    assertThat(rows()).isEqualTo("none");
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }

  @Test
  void theOutcomeIsUnknownAlsoWhereItWasCommitted() throws Exception {
    try (var wire = new FarAway(URI.create(fixture.postgres.uri()).getPort(), 0);
        Database database = wire.open(fixture)) {
      Future<String> writing =
          database.write(
              Caller.NOBODY,
              Isolation.DEFAULT,
              new Cancellation(),
              t ->
                  insert(t, 1)
                      .compose(
                          _ -> {
                            calls.incrementAndGet();
                            wire.holdAnswers();
                            return commit("no");
                          }));
      eventually(() -> rows().equals("1"));
      assertThat(writing.isComplete()).isFalse();
      wire.breakAll();
      assertThat(problem(writing)).isEqualTo(new DatabaseProblem.OutcomeUnknown());
      assertThat(calls).hasValue(1);
      assertThat(rows()).isEqualTo("1");
    }
  }

  @Test
  void workThatDoesNotEndEndsWithItsConnection() {
    Future<String> writing =
        fixture.write(t -> insert(t, 1).compose(_ -> Promise.<Ending<String>>promise().future()));
    eventually(
        () ->
            !fixture
                .ask(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND state = 'idle in transaction'"
                        + " AND clock_timestamp() - state_change > interval '1200 ms'")
                .equals("0"));
    assertThat(problem(writing)).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aCancelledTransactionIsRolledBackAndItsStatementEnded() {
    Cancellation cancellation = new Cancellation();
    Future<String> writing =
        fixture.database.write(
            Caller.NOBODY,
            Isolation.DEFAULT,
            cancellation,
            t ->
                insert(t, 1)
                    .compose(_ -> t.query(DatabaseFixture.SLEEP, List.of()))
                    .compose(_ -> commit("no")));
    eventually(() -> fixture.sleeping().equals("1"));
    cancellation.cancel();
    assertThat(problem(writing)).isEqualTo(new DatabaseProblem.Cancelled());
    eventually(() -> fixture.sleeping().equals("0"));
    eventually(() -> inTransaction().equals("0"));
    assertThat(rows()).isEqualTo("none");
  }

  private String inTransaction() {
    return fixture.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL");
  }

  @Test
  void whoIsCancelledWhileItsWorkThinksIsRolledBack() {
    Cancellation cancellation = new Cancellation();
    Promise<Ending<String>> thinking = Promise.promise();
    Future<String> writing =
        fixture.database.write(
            Caller.NOBODY,
            Isolation.DEFAULT,
            cancellation,
            t -> insert(t, 1).compose(_ -> thinking.future()));
    eventually(() -> inTransaction().equals("1"));
    cancellation.cancel();
    assertThat(problem(writing)).isEqualTo(new DatabaseProblem.Cancelled());
    eventually(() -> inTransaction().equals("0"));
    thinking.complete(new Ending.Commit<>("too late"));
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void whoIsCancelledWhileItWaitsIsNotBegun() throws Exception {
    try (Gate gate = new Gate(fixture)) {
      Future<String> first =
          fixture.write(t -> t.query(Gate.PASS, List.of()).compose(_ -> commit("done")));
      gate.awaitWaiting(1);
      Cancellation cancellation = new Cancellation();
      Future<String> second =
          fixture.database.write(
              Caller.NOBODY,
              Isolation.DEFAULT,
              cancellation,
              t -> {
                calls.incrementAndGet();
                return insert(t, 1).compose(_ -> commit("no"));
              });
      cancellation.cancel();
      assertThat(problem(second)).isEqualTo(new DatabaseProblem.Cancelled());
      gate.open();
      assertThat(await(first)).isEqualTo("done");
      assertThat(calls).hasValue(0);
    }
  }

  @Test
  void aCommitThatIsOnItsWayCannotBeCancelled() throws Exception {
    try (Gate gate = new Gate(fixture)) {
      Cancellation cancellation = new Cancellation();
      Future<String> writing =
          fixture.database.write(
              Caller.NOBODY,
              Isolation.DEFAULT,
              cancellation,
              t -> insert(t, 98).compose(_ -> commit("done")));
      gate.awaitWaiting(1);
      cancellation.cancel();
      gate.open();
      assertThat(await(writing)).isEqualTo("done");
      assertThat(rows()).isEqualTo("98");
    }
  }

  @Test
  void aClosedDoorEndsTransactions() {
    Future<String> running =
        fixture.write(t -> t.query(DatabaseFixture.SLEEP, List.of()).compose(_ -> commit("no")));
    eventually(() -> fixture.sleeping().equals("1"));
    fixture.database.close();
    assertThat(problem(running)).isEqualTo(new DatabaseProblem.Unavailable());
    assertThat(problem(fixture.write(t -> insert(t, 1).compose(_ -> commit("no")))))
        .isEqualTo(new DatabaseProblem.Unavailable());
  }
}
