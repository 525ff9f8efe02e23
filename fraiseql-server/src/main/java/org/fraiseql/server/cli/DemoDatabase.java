package org.fraiseql.server.cli;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.fraiseql.example.shop.Progress;
import org.fraiseql.example.shop.ShopData;
import org.fraiseql.example.shop.ShopModel;

/** A PostgreSQL of its own with the shop in it. It goes without a trace when it is closed. */
final class DemoDatabase implements AutoCloseable {

  private static final String ROLE = "shop_demo";

  private final DemoFolder folder;
  private final EmbeddedPostgres postgres;
  private boolean closed;

  private DemoDatabase(DemoFolder folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /** An empty database below this folder. */
  static DemoDatabase start(Path parent) throws IOException {
    DemoFolder.removeAbandoned(parent);
    DemoFolder folder = DemoFolder.create(parent);
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
      return new DemoDatabase(folder, postgres);
    } catch (IOException | RuntimeException e) {
      folder.delete();
      throw e;
    }
  }

  /** Fills it. */
  void load(int customers, Consumer<Progress> progress) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"))) {
      ShopModel.install(connection);
      ShopData.load(connection, customers, progress);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE " + ROLE + " LOGIN IN ROLE shop_api");
      }
    }
    Migration migration = new Migration(postgres.getPostgresDatabase(), "the demo");
    migration.run();
    migration.grant("shop_api");
  }

  /** As a role that may only read the views and run the commands. */
  String uri() {
    return "postgresql://%s@localhost:%d/postgres".formatted(ROLE, postgres.getPort());
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
      DemoFolder.awaitStop(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      folder.delete();
    }
  }
}
