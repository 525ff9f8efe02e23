package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fraiseql.MigrationScripts;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions of the schema {@code fraiseql}, called by a role that may do nothing else. */
class IdempotencyKeysTest {

  private static final String ROLE = "idempotency_api";

  private record Claim(
      boolean fresh,
      boolean sameInput,
      @Nullable String message,
      @Nullable String data,
      @Nullable String answerHash,
      @Nullable String answer) {}

  private static final Claim FRESH = new Claim(true, true, null, null, null, null);
  private static final Claim OTHER_INPUT = new Claim(false, false, null, null, null, null);
  private static final Claim KEPT = new Claim(false, true, "done", "{\"id\": 7}", "h", "{\"a\":1}");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Connection> opened = Collections.synchronizedList(new ArrayList<>());
  private TestDatabase database;

  @BeforeEach
  void install() {
    database =
        TestPostgres.shared()
            .fromTemplate(
                "idempotency keys",
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    statement.execute(
                        "DO $$ BEGIN CREATE ROLE "
                            + ROLE
                            + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
                  }
                  MigrationScripts.install(connection, ROLE);
                });
  }

  @AfterEach
  void drop() throws SQLException {
    threads.shutdownNow();
    for (Connection connection : opened) {
      connection.close();
    }
    database.close();
  }

  @Test
  void of_64_concurrent_claims_one_is_fresh_and_63_find_its_answer() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Claim>> claims = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Connection session = session();
      claims.add(
          threads.submit(
              () -> {
                start.await();
                Claim claim = claim(session, "me", "k", "input");
                if (claim.fresh()) {
                  keep(session, "me", "k");
                }
                session.commit();
                return claim;
              }));
    }
    start.countDown();
    List<Claim> found = new ArrayList<>();
    for (Future<Claim> claim : claims) {
      found.add(claim.get());
    }
    assertThat(found).filteredOn(Claim::fresh).containsExactly(FRESH);
    assertThat(found).filteredOn(claim -> !claim.fresh()).hasSize(63).containsOnly(KEPT);
  }

  @Test
  void a_second_claim_waits_for_the_first_and_gets_its_answer() throws Exception {
    Connection first = session();
    assertThat(claim(first, "me", "k", "input")).isEqualTo(FRESH);
    Future<Claim> second = waiting(() -> claim(session(), "me", "k", "input"));
    keep(first, "me", "k");
    assertThat(second.isDone()).isFalse();
    first.commit();
    assertThat(second.get()).isEqualTo(KEPT);
  }

  @Test
  void a_key_whose_transaction_was_rolled_back_is_free() throws Exception {
    Connection first = session();
    claim(first, "me", "k", "input");
    Future<Claim> second = waiting(() -> claim(session(), "me", "k", "input"));
    keep(first, "me", "k");
    first.rollback();
    assertThat(second.get()).isEqualTo(FRESH);
  }

  @Test
  void another_input_is_told_and_learns_nothing() throws Exception {
    carriedOut("me", "k");
    assertThat(claim(session(), "me", "k", "other")).isEqualTo(OTHER_INPUT);
  }

  @Test
  void a_key_belongs_to_its_caller_and_its_command() throws Exception {
    carriedOut("me", "k");
    Connection session = session();
    assertThat(claim(session, "you", "k", "input")).isEqualTo(FRESH);
    assertThat(claim(session, "me", "K", "input")).isEqualTo(FRESH);
    assertThat(claim(session, "ship", "me", "k", "input", "1 day")).isEqualTo(FRESH);
    assertThat(claim(session, "me".repeat(10_000), "k".repeat(255), "input")).isEqualTo(FRESH);
  }

  @Test
  void an_expired_key_is_as_good_as_none() throws Exception {
    carriedOut("me", "k");
    expire();
    Connection session = session();
    assertThat(claim(session, "me", "k", "other")).isEqualTo(FRESH);
    session.rollback();
    assertThat(claim(session, "me", "k", "other")).isEqualTo(FRESH);
    keep(session, "me", "k");
    session.commit();
    assertThat(claim(session, "me", "k", "other")).isEqualTo(KEPT);
    assertThat(number("SELECT extract(epoch FROM expires_at - created_at) FROM %s"))
        .isEqualTo(86_400);
  }

  @Test
  void of_those_who_claim_an_expired_key_one_gets_it() throws Exception {
    carriedOut("me", "k");
    expire();
    Connection first = session();
    assertThat(claim(first, "me", "k", "input")).isEqualTo(FRESH);
    Future<Claim> second = waiting(() -> claim(session(), "me", "k", "input"));
    keep(first, "me", "k");
    first.commit();
    assertThat(second.get()).isEqualTo(KEPT);
  }

  @Test
  void who_waits_for_an_expired_row_that_is_removed_gets_the_key() throws Exception {
    carriedOut("me", "k");
    expire();
    Connection owner = owner();
    try (Statement statement = owner.createStatement()) {
      statement.execute("SELECT fraiseql.fn_remove_expired_idempotency_keys(10)");
    }
    Future<Claim> claim = waiting(() -> claim(session(), "me", "k", "input"));
    owner.commit();
    assertThat(claim.get()).isEqualTo(FRESH);
  }

  @Test
  void above_read_committed_what_the_snapshot_cannot_see_is_a_serialization_failure()
      throws Exception {
    for (int level :
        new int[] {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE}) {
      for (String before : new String[] {"nothing", "an expired row"}) {
        String key = level + before;
        if (!before.equals("nothing")) {
          carriedOut("me", key);
          expire();
        }
        Connection session = session();
        session.setTransactionIsolation(level);
        try (Statement statement = session.createStatement()) {
          statement.execute("SELECT 1");
        }
        carriedOut("me", key);
        assertThatThrownBy(() -> claim(session, "me", key, "input"))
            .as(key)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        session.rollback();
        assertThat(claim(session, "me", key, "input")).as(key).isEqualTo(KEPT);
      }
    }
  }

  @Test
  void an_answer_is_kept_once_and_only_for_a_key_that_was_claimed() throws Exception {
    Connection session = session();
    assertThatThrownBy(() -> keep(session, "me", "k")).hasMessageContaining("no claimed");
    carriedOut("me", "k");
    assertThatThrownBy(() -> keep(session(), "me", "k")).hasMessageContaining("no claimed");
  }

  @Test
  void new_keys_take_expired_ones_along() throws Exception {
    Connection owner = owner();
    try (Statement statement = owner.createStatement()) {
      statement.execute(
          """
          INSERT INTO fraiseql.tb_idempotency_keys (caller, command, key, input_hash, expires_at)
          SELECT '', 'c', n, 'h', now() FROM generate_series(1, 500) n
          """);
    }
    owner.commit();
    Connection session = session();
    for (int i = 0; i < 10_000 && number("SELECT count(*) FROM %s WHERE caller = ''") > 0; i++) {
      claim(session, "me", "k" + i, "input");
      session.commit();
    }
    assertThat(number("SELECT count(*) FROM %s WHERE caller = ''")).isZero();
  }

  @Test
  void nobody_but_the_owner_gets_at_the_table_and_strangers_not_at_the_functions()
      throws Exception {
    for (String forbidden :
        List.of(
            "SELECT FROM fraiseql.tb_idempotency_keys",
            "DELETE FROM fraiseql.tb_idempotency_keys",
            "CREATE TABLE fraiseql.mine()",
            "SELECT fraiseql.fn_remove_expired_idempotency_keys(1)",
            "SELECT fraiseql.fn_grant_api_rights('postgres')")) {
      assertRefused(session(), forbidden);
    }
    Connection owner = owner();
    try (Statement statement = owner.createStatement()) {
      statement.execute("GRANT USAGE ON SCHEMA fraiseql TO PUBLIC");
      statement.execute("SET ROLE pg_monitor");
    }
    assertThatThrownBy(() -> claim(owner, "me", "k", "input"))
        .hasMessageContaining("permission denied for function");
  }

  private static void assertRefused(Connection session, String sql) {
    assertThatThrownBy(
            () -> {
              try (Statement statement = session.createStatement()) {
                statement.execute(sql);
              }
            })
        .hasMessageContaining("permission denied");
  }

  private void carriedOut(String caller, String key) throws SQLException {
    Connection session = session();
    assertThat(claim(session, caller, key, "input")).isEqualTo(FRESH);
    keep(session, caller, key);
    session.commit();
  }

  private void expire() {
    database.execute("UPDATE fraiseql.tb_idempotency_keys SET expires_at = now()");
  }

  private Connection session() throws SQLException {
    return open(database.jdbcUrl().replaceFirst("user=\\w+", "user=" + ROLE));
  }

  private Connection owner() throws SQLException {
    return open(database.jdbcUrl());
  }

  private Connection open(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    opened.add(connection);
    connection.setAutoCommit(false);
    return connection;
  }

  private static Claim claim(Connection session, String caller, String key, String input)
      throws SQLException {
    return claim(session, "create", caller, key, input, "1 day");
  }

  private static Claim claim(
      Connection session, String command, String caller, String key, String input, String lifetime)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "SELECT * FROM fraiseql.fn_claim_idempotency_key(?, ?, ?, ?, ?::interval)")) {
      statement.setString(1, caller);
      statement.setString(2, command);
      statement.setString(3, key);
      statement.setString(4, input);
      statement.setString(5, lifetime);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Claim(
            row.getBoolean("fresh"),
            row.getBoolean("same_input"),
            row.getString("message"),
            row.getString("data"),
            row.getString("answer_hash"),
            row.getString("answer"));
      }
    }
  }

  private static void keep(Connection session, String caller, String key) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "SELECT fraiseql.fn_keep_idempotent_answer(?, 'create', ?, ?, ?::jsonb, ?, ?)")) {
      statement.setString(1, caller);
      statement.setString(2, key);
      statement.setString(3, KEPT.message());
      statement.setString(4, KEPT.data());
      statement.setString(5, KEPT.answerHash());
      statement.setString(6, KEPT.answer());
      statement.execute();
    }
  }

  /** Starts it and comes back when PostgreSQL says that a session waits for a lock. */
  private Future<Claim> waiting(Callable<Claim> claim) throws Exception {
    Future<Claim> started = threads.submit(claim);
    while (number(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND wait_event_type = 'Lock'")
        == 0) {
      if (started.isDone()) {
        throw new AssertionError("did not wait: " + result(started));
      }
      Thread.sleep(10);
    }
    return started;
  }

  private static Object result(Future<Claim> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      return e;
    }
  }

  private int number(String sql) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.replace("%s", "fraiseql.tb_idempotency_keys"))) {
      row.next();
      return row.getInt(1);
    }
  }
}
