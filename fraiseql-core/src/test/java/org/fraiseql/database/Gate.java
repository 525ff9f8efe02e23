package org.fraiseql.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds statements up for as long as a test wants, however fast or slow the machine is. */
final class Gate implements AutoCloseable {

  /** A statement that waits before the shut gate, and then answers 'passed'. */
  static final String PASS = "SELECT 'passed' || pg_catalog.pg_advisory_xact_lock_shared(1)";

  private final DatabaseFixture fixture;
  private final Connection keeper;

  /** Shut. */
  Gate(DatabaseFixture fixture) {
    this.fixture = fixture;
    this.keeper = fixture.postgres.connection();
    shut();
  }

  void shut() {
    run("SELECT pg_catalog.pg_advisory_lock(1)");
  }

  void open() {
    run("SELECT pg_catalog.pg_advisory_unlock(1)");
  }

  private void run(String sql) {
    try (Statement statement = keeper.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when so many statements wait. */
  void awaitWaiting(int number) {
    DatabaseFixture.eventually(() -> fixture.ask("SELECT count(*)" + WAITING).equals("" + number));
  }

  /** When the statements that wait were begun, as a text to compare. */
  String begun() {
    return fixture.ask("SELECT string_agg(query_start::text, ',')" + WAITING);
  }

  private static final String WAITING =
      " FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
          + " AND wait_event_type = 'Lock' AND wait_event = 'advisory'";

  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}
