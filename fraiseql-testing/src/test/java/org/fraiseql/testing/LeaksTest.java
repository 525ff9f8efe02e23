package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.testing.PostgresTestTest.run;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Each kind of leak is found where it is, and not found where it is not. */
class LeaksTest {

  /** For what stays anyway. */
  private static final String SHORT = "PT0.05S";

  private static String only(Class<?> tests) {
    List<String> failures = Ran.tests(tests).failures();
    assertThat(failures).hasSize(1);
    return failures.getFirst();
  }

  @Test
  void a_connection_that_stays_open_is_found() throws SQLException {
    assertThat(only(LeavesConnection.class))
        .isEqualTo(
            """
            The test left something behind:
            - A connection of 'orders-pool' is still open (idle), last statement: SELECT id FROM tb_orders. \
            Close it, or the pool or server that holds it.\
            """);
    for (Connection left : LeavesConnection.LEFT) {
      assertThat(left.isValid(1)).as("the database is dropped all the same").isFalse();
      left.close();
    }
  }

  @PostgresTest(patience = SHORT)
  static class LeavesConnection {
    static final List<Connection> LEFT = new ArrayList<>();

    @Test
    void test(TestDatabase database) throws SQLException {
      Connection left =
          DriverManager.getConnection(database.jdbcUrl() + "&ApplicationName=orders-pool");
      LEFT.add(left);
      run(left, "SELECT id\n  FROM tb_orders");
    }
  }

  @Test
  void connections_that_the_tests_own_clean_up_closes_are_none() {
    Ran.tests(ClosesConnections.class).succeeded(1);
  }

  @PostgresTest
  static class ClosesConnections {
    @AutoClose Connection closedLast;
    Connection closedBefore;

    ClosesConnections(TestDatabase database) {
      closedLast = database.connection();
      closedBefore = database.connection();
    }

    @AfterEach
    void close() throws SQLException {
      closedBefore.close();
    }

    /** Nobody waits for it, but it is leaving. */
    @Test
    void test(TestDatabase database) throws SQLException {
      Connection leaving = database.connection();
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  run(leaving, "SELECT pg_sleep(0.2)");
                  leaving.close();
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(closing).isNotNull();
    }
  }

  @Test
  void an_open_transaction_is_found_with_its_last_statement() throws SQLException {
    assertThat(only(LeavesTransactions.class))
        .isEqualTo(
            """
            The test left something behind:
            - A transaction on the test's connection is still open (idle in transaction), \
            last statement: DELETE FROM tb_orders. Commit it or roll it back.
            - A transaction on a connection of 'PostgreSQL JDBC Driver' is still open \
            (idle in transaction), last statement: SELECT 1. Commit it or roll it back.\
            """);
    LeavesTransactions.closeLeft();
  }

  @PostgresTest(patience = SHORT)
  static class LeavesTransactions {
    static final List<Connection> LEFT = new ArrayList<>();

    static void closeLeft() throws SQLException {
      for (Connection left : LEFT) {
        left.close();
      }
    }

    @Test
    void test(Connection connection, TestDatabase database) throws SQLException {
      connection.setAutoCommit(false);
      run(connection, "DELETE FROM tb_orders");
      Connection other = database.connection();
      LEFT.add(other);
      other.setAutoCommit(false);
      run(other, "SELECT 1");
    }
  }

  @Test
  void an_ended_transaction_is_none() {
    Ran.tests(EndsTransaction.class).succeeded(2);
  }

  @PostgresTest
  static class EndsTransaction {
    @Test
    void commits(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
      run(connection, "SET LOCAL app.tenant = 'one'");
      run(connection, "DELETE FROM v_orders");
      connection.commit();
    }

    @Test
    void closes(Connection connection) throws SQLException {
      run(connection, "SET app.tenant = 'one'");
      connection.close();
    }
  }

  @Test
  void a_prepared_transaction_is_found_and_the_database_dropped() {
    assertThat(only(Prepares.class))
        .isEqualTo(
            """
            The test left something behind:
            - The transaction 'order-1', prepared by postgres, was never decided. \
            COMMIT PREPARED or ROLLBACK PREPARED it.\
            """);
    assertThat(TestPostgres.shared().exists(Prepares.database)).isFalse();
    Ran.tests(Decides.class).succeeded(1);
  }

  @PostgresTest(patience = SHORT)
  static class Prepares {
    static String database = "";

    @Test
    void test(Connection connection) throws SQLException {
      database = connection.getCatalog();
      run(connection, "BEGIN");
      run(connection, "DELETE FROM tb_orders");
      run(connection, "PREPARE TRANSACTION 'order-1'");
    }
  }

  @PostgresTest
  static class Decides {
    @Test
    void test(Connection connection) throws SQLException {
      run(connection, "BEGIN");
      run(connection, "DELETE FROM tb_orders");
      run(connection, "PREPARE TRANSACTION 'order-2'");
      run(connection, "COMMIT PREPARED 'order-2'");
    }
  }

  @Test
  void settings_that_stay_on_the_tests_connection_are_found() {
    assertThat(only(LeavesSettings.class).lines().map(line -> line.split("\\.", -1)[0])).hasSize(6);
    assertThat(only(LeavesSettings.class))
        .startsWith("The test left something behind:\n- The test's connection still has")
        .contains("setting app.tenant = 'one'. Use SET LOCAL or set_config(…, true)")
        .contains("setting app.named = 'x'.")
        .contains("setting app.user = 'me'.")
        .contains("setting role = 'pg_monitor'.")
        .contains("setting search_path = 'pg_temp'.")
        .doesNotContain("app.unknown");
  }

  @PostgresTest(settings = "app.named")
  static class LeavesSettings {
    @Test
    void test(Connection connection) throws SQLException {
      run(
          connection,
          "CREATE FUNCTION fn_me() RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
              + " EXECUTE 'SELECT current_setting(''app.user'')'; RETURN ''; END $$");
      run(connection, "SET app.tenant = 'one'");
      run(connection, "SET app.named = 'x'");
      run(connection, "SELECT set_config('app.user', 'me', false)");
      run(connection, "SET search_path = pg_temp");
      run(connection, "SET ROLE pg_monitor");
      run(connection, "SET app.unknown = 'nobody names it'");
    }
  }

  @Test
  void settings_that_were_local_or_reset_are_none() {
    Ran.tests(ResetsSettings.class).succeeded(1);
  }

  @PostgresTest(settings = "app.named")
  static class ResetsSettings {
    @Test
    void test(Connection connection, DataSource source) throws SQLException {
      run(connection, "BEGIN");
      run(connection, "SET LOCAL app.tenant = 'one'");
      run(connection, "SET LOCAL ROLE pg_monitor");
      run(connection, "COMMIT");
      run(connection, "SET app.named = 'x'; SET search_path = pg_temp");
      run(connection, "RESET app.named; RESET search_path");
      try (Connection other = source.getConnection()) {
        other.setAutoCommit(false);
        run(other, "SET LOCAL app.tenant = 'one'");
        other.commit();
      }
    }
  }

  @Test
  void connections_of_the_data_source_are_looked_at_when_they_are_closed() {
    assertThat(only(LeavesOnDataSource.class))
        .isEqualTo(
            """
            The test left something behind:
            - A connection of the test's data source, when it was closed, still has the setting \
            app.tenant = 'one'. Use SET LOCAL or set_config(…, true) in a transaction, or RESET it.
            - A transaction on a connection of the test's data source, when it was closed, is still \
            open (idle in transaction). Commit it or roll it back.
            - A transaction on a connection of the test's data source, when it was closed, is still \
            open (idle in transaction (aborted)). Commit it or roll it back.\
            """);
  }

  @PostgresTest
  static class LeavesOnDataSource {
    @Test
    void test(DataSource source) throws SQLException {
      try (Connection connection = source.getConnection()) {
        run(connection, "SET app.tenant = 'one'");
      }
      try (Connection connection = source.getConnection()) {
        connection.setAutoCommit(false);
        run(connection, "SELECT 1");
      }
      try (Connection connection = source.getConnection()) {
        run(connection, "BEGIN");
        try {
          run(connection, "SELECT nothing");
        } catch (SQLException e) {
          assertThat(e.getMessage()).contains("nothing");
        }
      }
      try (Connection connection = source.getConnection();
          Connection other = source.getConnection()) {
        int process = connection.unwrap(PGConnection.class).getBackendPID();
        run(other, "SELECT pg_terminate_backend(%d, 60000)".formatted(process));
      }
    }
  }

  @Test
  void a_pool_that_is_watched_is_looked_at_before_it_is_closed() {
    assertThat(Ran.tests(Watches.class).failures())
        .allMatch(
            message ->
                message.equals(
                    """
                    The test left something behind:
                    - 'pool' still has the setting app.tenant = 'one'. Use SET LOCAL or \
                    set_config(…, true) in a transaction, or RESET it.\
                    """))
        .hasSize(2);
    Ran.tests(WatchesInVain.class).succeeded(1);
  }

  @PostgresTest
  static class Watches {
    private boolean open = true;

    private Map<String, String> look(Collection<String> names) {
      assertThat(open).isTrue();
      assertThat(names).contains("app.tenant");
      return Map.of("app.tenant", "one", "app.user", "");
    }

    @AfterEach
    void close() {
      open = false;
    }

    @Test
    void until_the_method_ends(Leaks leaks) {
      leaks.watch("pool", this::look);
    }

    @Test
    void until_it_is_closed(Leaks leaks) {
      try (Leaks.Watch _ = leaks.watch("pool", this::look)) {
        assertThat(open).isTrue();
      }
      open = false;
    }
  }

  @PostgresTest(settings = "app.further")
  static class WatchesInVain {
    @Test
    void test(Leaks leaks) {
      leaks.watch(
          "pool",
          names -> {
            assertThat(new TreeSet<>(names)).containsExactly("app.further", "app.tenant");
            return Map.of();
          });
      assertThat(leaks.find()).isEmpty();
    }
  }

  @Test
  void a_test_can_look_itself_and_go_on() {
    Ran.tests(LooksItself.class).succeeded(1);
  }

  @PostgresTest(patience = SHORT)
  static class LooksItself {
    @Test
    void test(Leaks leaks, Connection connection) throws SQLException {
      run(connection, "BEGIN");
      assertThat(leaks.find())
          .containsExactly(
              new Leak.OpenTransaction("the test's connection", "idle in transaction", "BEGIN"));
      run(connection, "COMMIT");
      run(connection, "SET app.tenant = 'one'");
      assertThat(leaks.find())
          .containsExactly(new Leak.LeftOverSetting("the test's connection", "app.tenant", "one"));
      run(connection, "RESET app.tenant");
    }
  }

  @Test
  void nobody_looks_where_nobody_wants_it() {
    Ran.tests(MayLeak.class).succeeded(1);
  }

  @PostgresTest(leaks = false)
  static class MayLeak {
    @Test
    void test(Connection connection) throws SQLException {
      run(connection, "SET app.tenant = 'one'");
      run(connection, "BEGIN");
    }
  }

  @Test
  void a_test_that_fails_and_leaks_says_both() {
    List<Throwable> thrown = Ran.tests(FailsAndLeaks.class).throwables();
    assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessage("the test's own"));
    assertThat(thrown.getFirst().getSuppressed())
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageStartingWith("The test left something behind"));
  }

  @PostgresTest(patience = SHORT)
  static class FailsAndLeaks {
    @Test
    void test(Connection connection) throws SQLException {
      run(connection, "BEGIN");
      throw new AssertionError("the test's own");
    }
  }
}
