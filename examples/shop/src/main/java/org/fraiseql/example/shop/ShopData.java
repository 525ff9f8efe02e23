package org.fraiseql.example.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/** The shop's data. */
public final class ShopData {

  static final List<String> FILES =
      List.of(
          "010_begin.sql",
          "020_catalogue.sql",
          "030_customers.sql",
          "040_orders.sql",
          "050_tenants.sql",
          "060_contexts.sql",
          "070_events.sql",
          "080_projections.sql");

  private ShopData() {}

  /** Loads so many customers and what belongs to them, with a history that ends now. */
  public static void load(Connection connection, int customers, Consumer<Progress> progress)
      throws SQLException {
    load(connection, Seed.of(customers), progress);
  }

  /**
   * Fills the model, which must be empty, wholly or not at all.
   *
   * @param connection of a superuser or a member of {@code shop_owner}; left in the autocommit mode
   *     that it came in
   * @param progress told of each kind of rows, in the calling thread and before the commit
   * @throws SQLException with the file and the line that failed
   */
  public static void load(Connection connection, Seed seed, Consumer<Progress> progress)
      throws SQLException {
    Transaction.run(
        connection,
        () -> {
          configure(connection, seed);
          for (String file : FILES) {
            SqlScript.resource("/shop/data/" + file)
                .run(connection, rows -> report(rows, progress));
          }
        });
    vacuum(connection);
  }

  private static void configure(Connection connection, Seed seed) throws SQLException {
    set(connection, "seed.customers", Integer.toString(seed.customers()));
    set(connection, "seed.products", Integer.toString(seed.products()));
    set(connection, "seed.tenants", Integer.toString(seed.tenants()));
    set(connection, "seed.base", seed.base().toString());
    set(connection, "seed.events", seed.events() ? "on" : "off");
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config(?, ?, true)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private static void report(ResultSet rows, Consumer<Progress> progress) throws SQLException {
    while (rows.next()) {
      progress.accept(new Progress(rows.getString("what"), rows.getLong("rows")));
    }
  }

  /** Index-only scans and good plans from the first query on. */
  private static void vacuum(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE)");
    } finally {
      connection.setAutoCommit(autoCommit);
    }
  }
}
