package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.FOREVER;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.refusal;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that stay open, on the only connection there is. */
final class OpenTransactionTest {

  private static final String INSERT = "INSERT INTO tb_t (n) VALUES ($1::text::int)";
  private static final String WHO =
      "SELECT current_user || ' ' || current_setting('app.tenant_id') AS who";
  private static final Caller ONE = new Caller(null, Map.of("app.tenant_id", "one"));
  private static final Caller OTHER = new Caller("reader", Map.of("app.tenant_id", "other"));

  private final DatabaseFixture fixture =
      new DatabaseFixture(
          options ->
              options
                  .withConnections(1)
                  .withRoles(Set.of("reader", "gone"))
                  .withDeclared(List.of("app.tenant_id")));

  private String user = "";

  @BeforeEach
  void tables() {
    fixture.postgres.execute(
        """
        CREATE TABLE tb_t (
          n int NOT NULL CONSTRAINT of_n CHECK (n <> 13),
          who text DEFAULT current_user || ' ' || current_setting('app.tenant_id'));
        GRANT ALL ON tb_t TO reader;
        """);
    user = fixture.ask("SELECT current_user");
  }

  @AfterEach
  void nothingStaysOnTheConnection() {
    Caller next = new Caller(null, Map.of("app.tenant_id", "next"));
    OpenTransaction after = snapshot(next);
    assertThat(who(after)).isEqualTo(user + " next");
    await(after.commit());
    assertThat(DatabaseFixture.text(fixture.read(next, "SELECT 1"))).isEqualTo("1");
    fixture.close();
  }

  private OpenTransaction snapshot(Caller caller) {
    return fixture.database.snapshot(caller, FOREVER, new Cancellation());
  }

  private OpenTransaction writing(Caller caller) {
    return fixture.database.transaction(caller, Isolation.DEFAULT, FOREVER, new Cancellation());
  }

  private static String who(Transaction transaction) {
    return String.valueOf(await(transaction.query(WHO, List.of())).getFirst().string("who"));
  }

  private static Future<Long> insert(Transaction transaction, int n) {
    return transaction.update(INSERT, List.of(Integer.toString(n)));
  }

  private static long count(Transaction transaction) {
    return await(transaction.query("SELECT count(*) AS n FROM tb_t", List.of()))
        .getFirst()
        .number("n");
  }

  private String rows() {
    return fixture.ask("SELECT coalesce(string_agg(n::text, ',' ORDER BY n), 'none') FROM tb_t");
  }

  @Test
  void itHoldsNoConnectionBeforeItsFirstStatement() {
    OpenTransaction unused = writing(ONE);
    assertThat(DatabaseFixture.text(fixture.read(ONE, "SELECT 1"))).isEqualTo("1");
    assertThat(unused.isBegun()).isFalse();
    await(unused.commit());
    OpenTransaction other = writing(ONE);
    await(other.rollBack());
  }

  @Test
  void whatWasWrittenIsSeenInsideAtOnceAndOutsideAfterTheCommit() {
    OpenTransaction transaction = writing(ONE);
    assertThat(await(insert(transaction, 1))).isEqualTo(1);
    assertThat(count(transaction)).isEqualTo(1);
    assertThat(rows()).isEqualTo("none");
    await(transaction.commit());
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void rollingBackLeavesNothing() {
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction, 1));
    await(transaction.rollBack());
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void afterTheEndEveryStatementFails() {
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction, 1));
    await(transaction.commit());
    var over = new DatabaseProblem.TransactionOver("it was committed");
    assertThat(problem(insert(transaction, 2))).isEqualTo(over);
    assertThat(problem(transaction.as(OTHER).query(WHO, List.of()))).isEqualTo(over);
    assertThat(problem(transaction.savepoint().rollBack())).isEqualTo(over);
    assertThat(problem(transaction.commit())).isEqualTo(over);
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void aRefusedStatementFailsAllOthersAndTheCommit() {
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction, 1));
    assertThat(refusal(insert(transaction, 13)).constraint()).isEqualTo("of_n");
    assertThat(refusal(insert(transaction, 2)).constraint()).isEqualTo("of_n");
    assertThat(refusal(transaction.commit()).constraint()).isEqualTo("of_n");
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aSavepointMakesTheTransactionUsableAgain() {
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction, 1));
    Savepoint outer = transaction.savepoint();
    await(insert(transaction, 2));
    Savepoint inner = transaction.savepoint();
    Future<Long> refused = insert(transaction, 13);
    Future<Long> behind = insert(transaction, 3);
    await(inner.rollBack());
    assertThat(refusal(refused).constraint()).isEqualTo("of_n");
    assertThat(refusal(behind).constraint()).isEqualTo("of_n");
    await(insert(transaction, 4));
    await(outer.release());
    await(transaction.commit());
    assertThat(rows()).isEqualTo("1,2,4");
  }

  @Test
  void aSavepointCannotUndoAFailureFromBeforeIt() {
    OpenTransaction transaction = writing(ONE);
    Future<?> unsent = transaction.update(INSERT, List.of());
    Savepoint behind = transaction.savepoint();
    assertThat(problem(behind.rollBack())).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem(unsent)).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem(transaction.commit())).isInstanceOf(DatabaseProblem.Failed.class);
    OpenTransaction other = writing(ONE);
    Future<Long> refused = insert(other, 13);
    assertThat(refusal(other.savepoint().rollBack()).constraint()).isEqualTo("of_n");
    assertThat(refusal(refused).constraint()).isEqualTo("of_n");
    assertThat(refusal(other.commit()).constraint()).isEqualTo("of_n");
  }

  @Test
  void statementsOfAnotherCallerAreThoseAlone() {
    OpenTransaction transaction = writing(ONE);
    Transaction other = transaction.as(OTHER);
    assertThat(who(other)).isEqualTo("reader other");
    assertThat(who(transaction)).isEqualTo(user + " one");
    Future<Long> first = insert(transaction, 1);
    Future<Long> second = insert(other, 2);
    Future<Long> third = insert(transaction, 3);
    await(Future.join(first, second, third));
    Savepoint savepoint = transaction.savepoint();
    await(insert(other, 4));
    await(savepoint.rollBack());
    await(insert(transaction, 5));
    await(insert(other, 6));
    await(transaction.commit());
    assertThat(fixture.ask("SELECT string_agg(n || ' ' || who, ', ' ORDER BY n) FROM tb_t"))
        .isEqualTo("1 U one, 2 reader other, 3 U one, 5 U one, 6 reader other".replace("U", user));
  }

  @Test
  void whatRunsAtTheCommitRunsWithTheTransactionsOwnSettings() {
    fixture.postgres.execute(
        """
        CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          INSERT INTO tb_told VALUES (current_setting('app.tenant_id')); RETURN NULL; END $$;
        CREATE TABLE tb_told (who text);
        GRANT ALL ON tb_told TO reader;
        CREATE CONSTRAINT TRIGGER late AFTER INSERT ON tb_t DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION tell();
        """);
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction.as(OTHER), 1));
    await(transaction.commit());
    assertThat(fixture.ask("SELECT who FROM tb_told")).isEqualTo("one");
  }

  @Test
  void aCallerWhomPostgresRefusesRunsNothing() {
    Caller gone = new Caller("gone", OTHER.settings());
    OpenTransaction transaction = writing(ONE);
    Future<?> refused = insert(transaction.as(gone), 1);
    assertThat(problem(refused)).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(problem(transaction.commit())).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(rows()).isEqualTo("none");
    OpenTransaction reading = snapshot(ONE);
    assertThat(problem(reading.as(gone).query(WHO, List.of())))
        .isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(who(reading)).isEqualTo(user + " one");
    await(reading.commit());
  }

  @Test
  void aSnapshotSeesOneState() {
    OpenTransaction reading = snapshot(ONE);
    assertThat(count(reading)).isZero();
    fixture.postgres.execute("INSERT INTO tb_t VALUES (1)".replace("(1)", "(1, 'x')"));
    assertThat(count(reading)).isZero();
    await(reading.commit());
    OpenTransaction later = snapshot(ONE);
    assertThat(count(later)).isEqualTo(1);
    await(later.commit());
  }

  @Test
  void aSnapshotOutlivesWhatFailsInIt() {
    OpenTransaction reading = snapshot(ONE);
    assertThat(count(reading)).isZero();
    Future<List<Row>> before = reading.as(OTHER).query(WHO, List.of());
    Future<?> refused = reading.query("SELECT 1 / $1::text::int", List.of("0"));
    Future<?> written = insert(reading, 1);
    Future<List<Row>> behind = reading.as(OTHER).query(WHO, List.of());
    Future<?> unsent = reading.query(WHO, List.of("too many"));
    Future<List<Row>> last = reading.query(WHO, List.of());
    assertThat(refusal(refused).sqlState()).isEqualTo("22012");
    assertThat(refusal(written).sqlState()).isEqualTo("25006");
    assertThat(problem(unsent)).isInstanceOf(DatabaseProblem.Failed.class);
    assertThat(await(before).getFirst().string("who")).isEqualTo("reader other");
    assertThat(await(behind).getFirst().string("who")).isEqualTo("reader other");
    assertThat(await(last).getFirst().string("who")).isEqualTo(user + " one");
    fixture.postgres.execute("INSERT INTO tb_t VALUES (1, 'x')");
    assertThat(count(reading)).isZero();
    await(reading.commit());
  }

  @Test
  void aCursorGivesItsRowsLittleByLittleWhateverElseFails() {
    OpenTransaction reading = snapshot(ONE);
    String numbers =
        "SELECT current_setting('app.tenant_id') || n AS n FROM generate_series(1, $1::text::int) n";
    Cursor cursor = await(reading.as(OTHER).cursor(numbers, List.of("5")));
    Cursor second = await(reading.cursor(numbers, List.of("2")));
    assertThat(strings(await(cursor.fetch(2)))).containsExactly("other1", "other2");
    assertThat(refusal(reading.query("SELECT 1 / 0", List.of())).sqlState()).isEqualTo("22012");
    assertThat(strings(await(cursor.fetch(2)))).containsExactly("other3", "other4");
    assertThat(strings(await(second.fetch(9)))).containsExactly("one1", "one2");
    assertThat(strings(await(cursor.fetch(2)))).containsExactly("other5");
    assertThat(refusal(reading.cursor("SELECT 1 / $1::text", List.of("0"))).sqlState())
        .isEqualTo("42883");
    await(cursor.close());
    await(cursor.close());
    await(second.close());
    assertThat(who(reading)).isEqualTo(user + " one");
    await(reading.commit());
  }

  private static List<String> strings(List<Row> rows) {
    return rows.stream().map(row -> String.valueOf(row.string("n"))).toList();
  }

  @Test
  void cancellingEndsItAndGivesTheConnectionBack() {
    Cancellation cancellation = new Cancellation();
    OpenTransaction transaction =
        fixture.database.transaction(ONE, Isolation.DEFAULT, FOREVER, cancellation);
    await(insert(transaction, 1));
    Future<?> sleeping = transaction.query(DatabaseFixture.SLEEP, List.of());
    DatabaseFixture.eventually(() -> fixture.sleeping().equals("1"));
    var why = new DatabaseProblem.TransactionOver("its time was up");
    cancellation.cancel(why);
    assertThat(problem(sleeping)).isEqualTo(why);
    assertThat(problem(insert(transaction, 2))).isEqualTo(why);
    assertThat(problem(transaction.commit())).isEqualTo(why);
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void itMayNotLastLongerThanItIsAllowed() {
    OpenTransaction transaction =
        fixture.database.transaction(
            ONE, Isolation.DEFAULT, java.time.Duration.ofMillis(300), new Cancellation());
    await(insert(transaction, 1));
    var why = new DatabaseProblem.TransactionOver("it took longer than 300 ms");
    assertThat(problem(transaction.query(DatabaseFixture.SLEEP, List.of()))).isEqualTo(why);
    assertThat(problem(insert(transaction, 1))).isEqualTo(why);
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aLostConnectionIsNotBegunAnew() {
    OpenTransaction transaction = writing(ONE);
    await(insert(transaction, 1));
    String pid =
        await(transaction.query("SELECT pg_backend_pid()::text AS pid", List.of()))
            .getFirst()
            .string("pid");
    fixture.ask("SELECT pg_terminate_backend(" + pid + ")");
    assertThat(problem(transaction.query("SELECT pg_sleep(1)::text", List.of())))
        .isEqualTo(new DatabaseProblem.Unavailable());
    assertThat(problem(transaction.commit())).isEqualTo(new DatabaseProblem.Unavailable());
    assertThat(rows()).isEqualTo("none");
  }

  @Test
  void aConflictIsNotBegunAnew() {
    fixture.postgres.execute("INSERT INTO tb_t VALUES (1, 'x')");
    OpenTransaction transaction =
        fixture.database.transaction(ONE, Isolation.REPEATABLE_READ, FOREVER, new Cancellation());
    assertThat(count(transaction)).isEqualTo(1);
    fixture.postgres.execute("UPDATE tb_t SET n = 2");
    assertThat(refusal(transaction.update("UPDATE tb_t SET n = 3", List.of())).sqlState())
        .isEqualTo("40001");
    assertThat(problem(transaction.commit())).isEqualTo(new DatabaseProblem.Conflict());
    assertThat(rows()).isEqualTo("2");
  }
}
