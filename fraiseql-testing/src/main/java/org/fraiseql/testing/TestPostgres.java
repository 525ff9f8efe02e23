package org.fraiseql.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

  private final EmbeddedPostgres server;
  private final int majorVersion;
  private final AtomicInteger names = new AtomicInteger();
  private final ConcurrentMap<String, CompletableFuture<String>> templates =
      new ConcurrentHashMap<>();

  private TestPostgres() throws IOException, SQLException {
    // A busy machine needs more than the 10 seconds that are the default. The server itself
    // is stopped by the shutdown hook that the builder registers.
    server =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("synchronous_commit", "off")
            .start();
    try (Connection connection = connect("postgres")) {
      majorVersion = connection.getMetaData().getDatabaseMajorVersion();
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
    CompletableFuture<String> mine = new CompletableFuture<>();
    CompletableFuture<String> earlier = templates.putIfAbsent(key, mine);
    if (earlier == null) {
      try {
        mine.complete(createTemplate(initialiser));
      } catch (Throwable e) {
        mine.completeExceptionally(e);
      }
    }
    return create(
        await(earlier == null ? mine : earlier, "The template '" + key + "' was not made"));
  }

  private String createTemplate(Initialiser initialiser) throws SQLException {
    TestDatabase database = createDatabase();
    try (Connection connection = database.connection()) {
      initialiser.initialise(connection);
    }
    // A database with somebody connected cannot be copied.
    administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
    return database.name();
  }

  private TestDatabase create(String template) {
    String name = "test_" + names.incrementAndGet();
    administer("CREATE DATABASE " + name + " TEMPLATE " + template);
    return new TestDatabase(this, name);
  }

  void drop(String name) {
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
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

  private void administer(String sql) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
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
