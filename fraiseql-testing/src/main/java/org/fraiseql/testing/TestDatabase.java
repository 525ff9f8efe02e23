package org.fraiseql.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database that exists until it is closed: closing drops it, whoever is still connected.
 * Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {

  private final TestPostgres server;
  private final String name;

  TestDatabase(TestPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** {@code postgresql://user:password@host:port/name}; the user is a superuser. */
  public String uri() {
    return server.uri(name);
  }

  /** The same for JDBC, with user and password in it. */
  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  /** A new connection of the superuser, to be closed by the caller. */
  public Connection connection() {
    try {
      return server.connect(name);
    } catch (SQLException e) {
      throw new IllegalStateException("No connection to " + uri(), e);
    }
  }

  /** New connections of the superuser, without a pool. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(jdbcUrl());
    return source;
  }

  /**
   * Runs one statement or several.
   *
   * @return this
   * @throws IllegalStateException with PostgreSQL's error as its cause
   */
  public TestDatabase execute(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused: " + sql, e);
    }
    return this;
  }

  /** Drops the database; nothing happens the second time. */
  @Override
  public void close() {
    server.drop(name);
  }
}
