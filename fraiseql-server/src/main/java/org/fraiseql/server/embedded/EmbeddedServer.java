package org.fraiseql.server.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of one's own, which goes without a trace when it is closed. It trusts whoever
 * connects from this machine. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {

  private static final String SUPERUSER = "postgres";

  private final ServerFolder folder;
  private final EmbeddedPostgres postgres;
  private boolean closed;

  private EmbeddedServer(ServerFolder folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /** Keeps its data below the temporary folder, and removes there what killed processes left. */
  public static EmbeddedServer start() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    ServerFolder.removeAbandoned(parent);
    ServerFolder folder = ServerFolder.create(parent);
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder.data())
              // It waits five seconds for the server to stop and then cleans up all the same.
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              // Nothing of it outlives the process, so nothing has to survive a crash.
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .start();
      return new EmbeddedServer(folder, postgres);
    } catch (IOException | RuntimeException e) {
      folder.delete();
      throw e;
    }
  }

  /** Creates an empty database; the name is a plain one that needs no quotes. */
  public void createDatabase(String name) throws SQLException {
    administer("CREATE DATABASE " + name + " TEMPLATE template0");
  }

  /** Drops a database, whoever is still connected. */
  public void dropDatabase(String name) throws SQLException {
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection = superuser(SUPERUSER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Connections of the superuser to a database; {@code postgres} is there from the start. */
  public PGSimpleDataSource superuser(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {postgres.getPort()});
    source.setUser(SUPERUSER);
    source.setDatabaseName(database);
    return source;
  }

  /** {@code postgresql://role@localhost:port/database} */
  public String uri(String role, String database) {
    return "postgresql://%s@localhost:%d/%s".formatted(role, postgres.getPort(), database);
  }

  /** The superuser's. */
  public String uri(String database) {
    return uri(SUPERUSER, database);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    ProcessHandle server = folder.server();
    try {
      postgres.close();
      ServerFolder.awaitStop(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folder.delete();
    }
  }
}
