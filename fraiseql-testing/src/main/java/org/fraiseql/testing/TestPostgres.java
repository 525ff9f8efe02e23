package org.fraiseql.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The embedded PostgreSQL server that all tests of a JVM share. It starts when first asked for and
 * stops when the JVM exits. Thread-safe, also on virtual threads.
 *
 * <p>Databases are separate from each other, roles are not: they belong to the whole server, so
 * create them only if they do not exist yet.
 *
 * <p>The server trusts every local connection: a password is accepted whatever it is.
 */
public final class TestPostgres {

  static final String USER = "postgres";
  static final String PASSWORD = "postgres";

  /** Brings a new database into the state that a template keeps. */
  @FunctionalInterface
  public interface Initialiser {

    /**
     * @param connection in autocommit; closed by the caller of this method
     */
    void initialise(Connection connection) throws SQLException;
  }

  /** Holds the start, not the server: a class initialiser that blocks would pin its thread. */
  private static final class Start {
    static final CompletableFuture<TestPostgres> SHARED = new CompletableFuture<>();

    static {
      Thread.ofPlatform().name("start-postgres").daemon().start(Start::run);
    }

    private static void run() {
      try {
        SHARED.complete(new TestPostgres());
      } catch (Throwable e) {
        SHARED.completeExceptionally(e);
      }
    }
  }

  /** For what takes a moment, on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What PostgreSQL says of a database that somebody is still leaving. */
  private static final String IN_USE = "55006";

  /** Held as long as the server runs: all of initdb lies between choosing and listening. */
  private final ReservedPort port = new ReservedPort();

  private final EmbeddedPostgres server;
  private final int majorVersion;
  private final Path data;
  private final AtomicInteger names = new AtomicInteger();
  private final ConcurrentMap<String, CompletableFuture<String>> templates =
      new ConcurrentHashMap<>();

  private TestPostgres() throws IOException, SQLException {
    // The server itself is stopped by the shutdown hook that the builder registers.
    server =
        EmbeddedPostgres.builder()
            .setPort(port.number())
            .setPGStartupWait(PATIENCE)
            // Plans depend on statistics, so they must not be gathered whenever there is time.
            .setServerConfig("autovacuum", "off")
            .setServerConfig("fsync", "off")
            .setServerConfig("max_prepared_transactions", "20")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("synchronous_commit", "off")
            .start();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet folder = statement.executeQuery("SHOW data_directory")) {
      majorVersion = connection.getMetaData().getDatabaseMajorVersion();
      folder.next();
      data = Path.of(folder.getString(1));
    }
  }

  /**
   * The server, started if need be.
   *
   * @throws IllegalStateException if it does not start; every later call fails with the same cause
   */
  public static TestPostgres shared() {
    return await(Start.SHARED, "PostgreSQL does not start");
  }

  /** The server's maintenance database as {@code postgresql://user:password@host:port/postgres}. */
  public String url() {
    return uri("postgres");
  }

  /** Such as 18. */
  public int majorVersion() {
    return majorVersion;
  }

  /** A new, empty database. */
  public TestDatabase createDatabase() {
    return create("template0");
  }

  /**
   * A new database as the initialiser leaves it. The initialiser runs once per key; what it built
   * is then copied, which takes a fraction of the time.
   *
   * @param key stands for what the initialiser does: the first initialiser of a key counts
   * @throws IllegalStateException if the initialiser failed; the same for every later call with the
   *     key
   */
  public TestDatabase fromTemplate(String key, Initialiser initialiser) {
    return copyOf(
        key,
        database -> {
          try (Connection connection = database.connection()) {
            initialiser.initialise(connection);
          }
        });
  }

  /** What fills the database that a template is made of; it closes the connections it opens. */
  @FunctionalInterface
  interface Filling {
    void fill(TestDatabase database) throws SQLException;
  }

  TestDatabase copyOf(String key, Filling filling) {
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> earlier = templates.putIfAbsent(key, mine);
    if (earlier == null) {
      try {
        mine.complete(createTemplate(filling));
      } catch (Throwable e) {
        mine.completeExceptionally(e);
      }
    }
    return create(
        await(earlier == null ? mine : earlier, "The template '" + key + "' was not made"));
  }

  private String createTemplate(Filling filling) throws SQLException {
    TestDatabase database = createDatabase();
    filling.fill(database);
    // A database with somebody connected cannot be copied.
    administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
    return database.name();
  }

  private TestDatabase create(String template) {
    seemYoung();
    String name = "test_" + names.incrementAndGet();
    administer("CREATE DATABASE " + name + " TEMPLATE " + template);
    return new TestDatabase(this, name);
  }

  /**
   * Whoever starts another embedded server looks for what is left of older ones, from ten minutes
   * on. In this JVM that look would undo the lock that tells other JVMs that this one is alive.
   */
  private void seemYoung() {
    try {
      Files.setLastModifiedTime(data, FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void drop(String name) {
    rollBackPrepared(name);
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  /** Not even WITH (FORCE) drops a database with prepared transactions. */
  private void rollBackPrepared(String name) {
    List<String> prepared = new ArrayList<>();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "SELECT quote_literal(gid) FROM pg_prepared_xacts WHERE database = '" + name + "'")) {
        while (found.next()) {
          prepared.add(found.getString(1));
        }
      }
      if (prepared.isEmpty()) {
        return;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      for (String id : prepared) {
        statement.execute("ROLLBACK PREPARED " + id);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A prepared transaction holds " + name, e);
    }
  }

  boolean exists(String name) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for those who are leaving a database; PostgreSQL itself does so for five seconds. */
  private void administer(String sql) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      while (!succeeds(statement, sql)) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("Somebody does not leave the database: " + sql);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static boolean succeeds(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (IN_USE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database));
  }

  String uri(String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s"
        .formatted(USER, PASSWORD, server.getPort(), database);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(server.getPort(), database, USER, PASSWORD);
  }

  private static <T> T await(CompletableFuture<T> future, String failure) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(failure, e.getCause());
    }
  }
}
