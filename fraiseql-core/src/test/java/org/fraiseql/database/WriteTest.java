package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.commit;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.refusal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a transaction may end, and what the database looks like afterwards. */
final class WriteTest {

  private static final String INSERT = "INSERT INTO tb_t (n) VALUES ($1::text::int) RETURNING n";

  private final DatabaseFixture fixture =
      new DatabaseFixture(
          options -> options.withConnections(1).withRoles(Set.of("reader", "gone")));

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE DOMAIN small AS int CHECK (VALUE < 1000);
        CREATE TABLE tb_t (
          n int NOT NULL CONSTRAINT of_n CHECK (n <> 13),
          once int CONSTRAINT only_once UNIQUE DEFERRABLE INITIALLY DEFERRED, s small);
        GRANT ALL ON tb_t TO reader;
        """);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String said(Future<?> writing) {
    return String.valueOf(await(writing));
  }

  private String rows() {
    return fixture.ask("SELECT coalesce(string_agg(n::text, ',' ORDER BY n), 'none') FROM tb_t");
  }

  private static Future<List<Row>> insert(Transaction transaction, int n) {
    return transaction.query(INSERT, List.of(Integer.toString(n)));
  }

  private <T> Future<T> insertThen(Function<Transaction, Future<Ending<T>>> then) {
    return fixture.write(
        transaction -> insert(transaction, 1).compose(_ -> then.apply(transaction)));
  }

  private static <T> Future<Ending<T>> ending(Ending<T> ending) {
    return Future.succeededFuture(ending);
  }

  @Test
  void commitKeepsWhatWasWritten() {
    assertThat(said(insertThen(_ -> commit("done")))).isEqualTo("done");
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aLastStatementIsCommittedWithTheRest() {
    Future<Long> writing =
        insertThen(
            _ ->
                ending(
                    new Ending.CommitAfter<>(
                        INSERT, List.of("2"), rows -> rows.getFirst().number("n"))));
    assertThat(said(writing)).isEqualTo("2");
    assertThat(rows()).isEqualTo("1,2");
  }

  @Test
  void aLastStatementMayBeTheOnlyOne() {
    Future<Integer> writing =
        fixture.write(_ -> ending(new Ending.CommitAfter<>(INSERT, List.of("2"), List::size)));
    assertThat(said(writing)).isEqualTo("1");
    assertThat(rows()).isEqualTo("2");
  }

  @Test
  void rollBackKeepsNothingAndIsAnAnswer() {
    assertThat(said(insertThen(_ -> ending(new Ending.RollBack<>("no"))))).isEqualTo("no");
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void workWithoutAStatementNeedsNoTransaction() {
    assertThat(said(fixture.write(_ -> commit("nothing")))).isEqualTo("nothing");
    assertThat(said(fixture.write(_ -> ending(new Ending.RollBack<>("none"))))).isEqualTo("none");
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }

  @Test
  void workThatThrowsOrFailsIsRolledBackAndFailsAsItDid() {
    var mine = new IllegalStateException("mine");
    assertThatThrownBy(() -> await(insertThen(_ -> Future.failedFuture(mine)))).hasCause(mine);
    assertThatThrownBy(
            () ->
                await(
                    insertThen(
                        _ -> {
                          throw mine;
                        })))
        .hasCause(mine);
    assertThatThrownBy(
            () ->
                await(
                    fixture.write(
                        _ -> {
                          throw mine;
                        })))
        .hasCause(mine);
    assertThat(rows()).isEqualTo("none");
    assertThat(fixture.text("SELECT current_setting('transaction_read_only')")).isEqualTo("on");
  }

  @Test
  void aRefusedStatementFailsTheWhole() {
    Refusal refusal = refusal(insertThen(t -> insert(t, 13).compose(_ -> commit("no"))));
    assertThat(refusal.sqlState()).isEqualTo("23514");
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aRefusedStatementCannotBeCommittedByOverlookingIt() {
    assertThat(refusal(insertThen(t -> insert(t, 13).transform(_ -> commit("no")))).constraint())
        .isEqualTo("of_n");
    assertThat(refusal(insertThen(t -> unawaited(insert(t, 13), commit("no")))).constraint())
        .isEqualTo("of_n");
    Ending<String> last = new Ending.CommitAfter<>(INSERT, List.of("2"), _ -> "no");
    assertThat(refusal(insertThen(t -> insert(t, 13).transform(_ -> ending(last)))).constraint())
        .isEqualTo("of_n");
    assertThat(refusal(insertThen(t -> unawaited(insert(t, 13), ending(last)))).constraint())
        .isEqualTo("of_n");
    assertThat(rows()).isEqualTo("none");
    assertThat(said(insertThen(_ -> commit("yes")))).isEqualTo("yes");
  }

  private static <T> T unawaited(Future<?> ignored, T value) {
    assertThat(ignored.isComplete()).isFalse();
    return value;
  }

  @Test
  void aRefusalCanBecomeARejection() {
    Future<String> writing =
        insertThen(
            t ->
                insert(t, 13)
                    .transform(
                        refused ->
                            ending(
                                new Ending.RollBack<>(
                                    String.valueOf(
                                        ((RefusedException) refused.cause())
                                            .refusal()
                                            .constraint())))));
    assertThat(said(writing)).isEqualTo("of_n");
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aRefusedLastStatementIsNotCommitted() {
    Ending<String> last = new Ending.CommitAfter<>(INSERT, List.of("13"), _ -> "no");
    assertThat(refusal(insertThen(_ -> ending(last))).sqlState()).isEqualTo("23514");
    assertThat(rows()).isEqualTo("none");
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
  }

  @Test
  void aCommitThatFailsIsNoSuccess() {
    String twice = "INSERT INTO tb_t (n, once) VALUES (1, 7), (2, 7)";
    assertThat(
            refusal(fixture.write(t -> t.query(twice, List.of()).compose(_ -> commit("no"))))
                .constraint())
        .isEqualTo("only_once");
    assertThat(
            refusal(
                    fixture.write(
                        _ -> ending(new Ending.CommitAfter<>(twice, List.of(), _ -> "no"))))
                .sqlState())
        .isEqualTo("23505");
    assertThat(rows()).isEqualTo("none");
    assertThat(said(insertThen(_ -> commit("yes")))).isEqualTo("yes");
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void statementsSentTogetherFailAsTheFirstDid() {
    Future<String> writing =
        fixture.write(
            t -> {
              Future<List<Row>> first = insert(t, 1);
              Future<List<Row>> second = insert(t, 13);
              Future<List<Row>> third = insert(t, 3);
              return Future.join(first, second, third)
                  .transform(
                      _ -> {
                        assertThat(first.succeeded()).isTrue();
                        assertThat(third.cause()).isSameAs(second.cause());
                        return ending(new Ending.RollBack<>("seen"));
                      });
            });
    assertThat(said(writing)).isEqualTo("seen");
  }

  @Test
  void aValueThatPostgresCannotHoldIsNotSent() {
    assertThat(problem(insertThen(t -> t.query(INSERT, List.of("1\0")).compose(_ -> commit("no")))))
        .isEqualTo(new DatabaseProblem.InvalidValue());
    Ending<String> last = new Ending.CommitAfter<>(INSERT, List.of("1\0"), _ -> "no");
    assertThat(problem(insertThen(_ -> ending(last))))
        .isEqualTo(new DatabaseProblem.InvalidValue());
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aStatementThatDoesNotFitItsValuesIsNeverASuccess() {
    assertThat(problem(fixture.write(t -> t.query(INSERT, List.of()).map(Ending.Commit::new))))
        .isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(rows()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?pgbouncer=true"})
  void aRoleThatDoesNotExistWritesNothing(String parameters) {
    try (var database = open(parameters)) {
      Future<String> writing =
          database.write(
              new Caller("gone", Map.of()),
              Isolation.DEFAULT,
              new Cancellation(),
              t -> unawaited(insert(t, 1), commit("no")));
      assertThat(problem(writing)).isInstanceOf(DatabaseProblem.Failed.class);
      assertThat(rows()).isEqualTo("none");
    }
  }

  private Database open(String parameters) {
    return Database.open(
        fixture.vertx,
        DatabaseOptions.of(fixture.postgres.uri() + parameters)
            .withLoops(1)
            .withConnections(1)
            .withRoles(Set.of("reader", "gone")));
  }

  @Test
  void behindAPoolerItIsTheSame() {
    try (var database = open("?pgbouncer=true")) {
      Caller caller = new Caller("reader", Map.of());
      assertThat(
              said(
                  database.write(
                      caller,
                      Isolation.SERIALIZABLE,
                      new Cancellation(),
                      t ->
                          insert(t, 1)
                              .compose(
                                  _ ->
                                      t.query(
                                          "SELECT ARRAY[current_user,"
                                              + " current_setting('transaction_isolation')] AS x",
                                          List.of()))
                              .map(rows -> new Ending.Commit<>(rows.getFirst().strings("x"))))))
          .isEqualTo("[reader, serializable]");
      Future<Integer> last =
          database.write(
              caller,
              Isolation.DEFAULT,
              new Cancellation(),
              _ -> ending(new Ending.CommitAfter<>(INSERT, List.of("2"), List::size)));
      assertThat(said(last)).isEqualTo("1");
      Future<String> refused =
          database.write(
              caller,
              Isolation.DEFAULT,
              new Cancellation(),
              t -> unawaited(insert(t, 13), commit("no")));
      assertThat(refusal(refused).constraint()).isEqualTo("of_n");
      var mine = new IllegalStateException("mine");
      Future<String> failed =
          database.write(
              caller,
              Isolation.DEFAULT,
              new Cancellation(),
              t -> unawaited(insert(t, 3), Future.failedFuture(mine)));
      assertThatThrownBy(() -> await(failed)).hasCause(mine);
      assertThat(said(database.ping().map("well"))).isEqualTo("well");
      assertThat(rows()).isEqualTo("1,2");
    }
  }

  @Test
  void aCallerThatLacksSomethingIsRefused() {
    assertThat(problem(fixture.write(new Caller("x", Map.of()), Isolation.DEFAULT, _ -> commit(1))))
        .isEqualTo(new CallerProblem.RoleNotAllowed("x"));
  }

  @Test
  void aStatementBeyondItsTimeIsEndedAndNothingStays() {
    try (var quick =
        new DatabaseFixture(options -> options.withStatementTimeout(Duration.ofSeconds(2)))) {
      quick.postgres.execute("CREATE TABLE tb_t (n int)");
      Future<String> writing =
          quick.write(
              t ->
                  insert(t, 1)
                      .compose(_ -> t.query(DatabaseFixture.SLEEP, List.of()))
                      .compose(_ -> commit("no")));
      assertThat(problem(writing)).isEqualTo(new DatabaseProblem.Timeout(Duration.ofSeconds(2)));
      assertThat(quick.ask("SELECT count(*) FROM tb_t")).isEqualTo("0");
    }
  }

  @Test
  void statementsMayBeSentFromAnyThread() {
    Future<Integer> writing =
        fixture.write(
            t -> {
              Promise<Ending<Integer>> promise = Promise.promise();
              Thread.ofVirtual()
                  .start(
                      () -> {
                        await(insert(t, 1));
                        promise.complete(new Ending.Commit<>(await(insert(t, 2)).size()));
                      });
              return promise.future();
            });
    assertThat(said(writing)).isEqualTo("1");
    assertThat(rows()).isEqualTo("1,2");
  }

  @Test
  void nothingIsSentAfterTheEnd() {
    Promise<Transaction> kept = Promise.promise();
    await(
        insertThen(
            t -> {
              kept.complete(t);
              return commit("done");
            }));
    assertThat(problem(insert(kept.future().result(), 2)))
        .isEqualTo(new DatabaseProblem.Cancelled());
    assertThat(rows()).isEqualTo("1");
  }
}
