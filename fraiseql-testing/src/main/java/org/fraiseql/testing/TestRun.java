package org.fraiseql.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The database of one test, and what was made for the test on it. Closing it closes all of that,
 * then looks for what the test itself left behind. Thread-safe.
 */
final class TestRun implements AutoCloseable {

  private final PostgresTest annotation;
  private final TestDatabase database;
  private final Leaks leaks;
  private final DataSource dataSource;
  private @Nullable Connection connection;
  private @Nullable TestServer server;

  private TestRun(PostgresTest annotation, Template template) {
    Duration patience = patience(annotation);
    this.annotation = annotation;
    this.database = template.database();
    this.leaks = new Leaks(database, List.of(annotation.settings()), patience);
    this.dataSource = new WatchedDataSource(database.dataSource(), leaks);
  }

  /**
   * @throws SetupFailure if the database cannot be made
   */
  static TestRun begin(PostgresTest annotation, Template template) {
    return new TestRun(annotation, template);
  }

  private static Duration patience(PostgresTest annotation) {
    try {
      return Duration.parse(annotation.patience());
    } catch (DateTimeParseException e) {
      throw new SetupFailure(
          "The patience '%s' is no ISO 8601 duration, such as PT5S."
              .formatted(annotation.patience()),
          e);
    }
  }

  TestDatabase database() {
    return database;
  }

  Leaks leaks() {
    return leaks;
  }

  DataSource dataSource() {
    return dataSource;
  }

  synchronized Connection connection() {
    if (connection == null) {
      connection = database.connection();
      leaks.handedOut(connection);
    }
    return connection;
  }

  synchronized TestServer server() {
    if (server == null) {
      Class<? extends ServerStarter> starter = annotation.server();
      if (starter == ServerStarter.class) {
        throw new SetupFailure(
            "No server is known to this test: name what starts one, as in"
                + " @PostgresTest(server = MyServer.class), or make a client with"
                + " GraphqlClient.at(url).");
      }
      try {
        server = ReflectionSupport.newInstance(starter).start(database, leaks);
      } catch (Exception e) {
        throw new SetupFailure("The server of %s does not start.".formatted(starter.getName()), e);
      }
    }
    return server;
  }

  GraphqlClient client() {
    return GraphqlClient.at(server().url());
  }

  /** Pools that the test's own clean-up closes can still be looked at. */
  void methodEnded() {
    if (annotation.leaks()) {
      leaks.closeWatches();
    }
  }

  @Override
  public synchronized void close() throws Exception {
    try (TestDatabase _ = database;
        Connection _ = connection) {
      if (server != null) {
        server.running().close();
      }
      if (annotation.leaks()) {
        leaks.check();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The test's connection cannot be closed", e);
    }
  }
}
