package org.fraiseql.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Looks at a test's database over a connection of its own. */
final class Inspection implements AutoCloseable {

  static final String TESTS_CONNECTION = "the test's connection";

  private static final String ACTIVITY =
      """
      SELECT pid, application_name, coalesce(state, 'starting'), query FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type IN ('client backend', 'walsender')
      ORDER BY backend_start
      """;

  private record Activity(int process, String application, String state, String statement) {

    boolean inTransaction() {
      return state.startsWith("idle in transaction");
    }

    boolean idle() {
      return state.equals("idle");
    }
  }

  private final Connection connection;
  private final SessionSettings settings;

  private Inspection(Connection connection, SessionSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  static Inspection of(TestDatabase database, SessionSettings settings) {
    return new Inspection(database.connection(), settings);
  }

  /**
   * @param own the connection that was handed to the test; it may be open, and nothing more
   * @param patience for those who are just leaving
   */
  List<Leak> leaks(@Nullable Connection own, Duration patience) {
    List<Leak> leaks = new ArrayList<>();
    try {
      int ownProcess = own == null || own.isClosed() ? 0 : process(own);
      for (Activity left : remaining(ownProcess, patience)) {
        if (left.process() != ownProcess) {
          leaks.add(left(left));
        } else if (!left.idle()) {
          leaks.add(new Leak.OpenTransaction(TESTS_CONNECTION, left.state(), left.statement()));
        } else {
          leaks.addAll(settings.leftOn(Objects.requireNonNull(own), TESTS_CONNECTION));
        }
      }
      leaks.addAll(prepared());
    } catch (SQLException e) {
      throw new IllegalStateException("What the test left behind cannot be seen", e);
    }
    return leaks;
  }

  private static Leak left(Activity left) {
    if (left.inTransaction()) {
      String holder = "a connection of '" + left.application() + "'";
      return new Leak.OpenTransaction(holder, left.state(), left.statement());
    }
    return new Leak.OpenConnection(left.application(), left.state(), left.statement());
  }

  private List<Activity> remaining(int own, Duration patience) throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      List<Activity> now = activities();
      boolean quiet = now.stream().allMatch(left -> left.process() == own && left.idle());
      if (quiet || System.nanoTime() > end) {
        return now;
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return now;
      }
    }
  }

  private List<Activity> activities() throws SQLException {
    List<Activity> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ACTIVITY)) {
      while (rows.next()) {
        found.add(
            new Activity(rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
    return found;
  }

  private List<Leak> prepared() throws SQLException {
    List<Leak> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT gid, owner FROM pg_prepared_xacts WHERE database = current_database()"
                    + " ORDER BY prepared")) {
      while (rows.next()) {
        found.add(new Leak.PreparedTransaction(rows.getString(1), rows.getString(2)));
      }
    }
    return found;
  }

  private static int process(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
