package org.fraiseql.server.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.fraiseql.example.shop.Progress;
import org.fraiseql.example.shop.ShopData;
import org.fraiseql.example.shop.ShopModel;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.migration.Migration;

/** The shop in a PostgreSQL of the demo's own. */
final class DemoDatabase {

  private static final String DATABASE = "postgres";
  private static final String ROLE = "shop_demo";

  private DemoDatabase() {}

  /**
   * Fills it.
   *
   * @return its address, for a role that may only read the views and run the commands
   */
  static String load(EmbeddedServer server, int customers, Consumer<Progress> progress)
      throws SQLException {
    try (Connection connection = server.superuser(DATABASE).getConnection()) {
      ShopModel.install(connection);
      ShopData.load(connection, customers, progress);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE " + ROLE + " LOGIN IN ROLE shop_api");
      }
    }
    Migration migration = new Migration(server.superuser(DATABASE), "the demo");
    migration.run();
    migration.grant("shop_api");
    return server.uri(ROLE, DATABASE);
  }
}
