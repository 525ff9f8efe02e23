package org.fraiseql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;

/**
 * The reference document's own views, exactly as published, in databases of their own that are
 * copied from templates.
 */
public final class ReferenceDatabase {

  private static final int ORDERS = 60;

  private static final List<String> BEFORE_DATA =
      List.of("010_catalogue.sql", "020_customers.sql", "030_orders.sql", "040_contexts.sql");

  private static final List<String> AFTER_DATA =
      List.of("050_stored.sql", "060_refactoring.sql", "070_availability.sql", "080_tenants.sql");

  private ReferenceDatabase() {}

  /** All published relations but those of {@link #createVersions()}, with 60 orders of 3 lines. */
  public static TestDatabase create() {
    return TestPostgres.shared()
        .fromTemplate(
            "reference",
            connection -> {
              loadOrders(connection, ORDERS);
              load(connection, AFTER_DATA);
            });
  }

  /** Catalogue, customers, orders and contexts, with so many orders of 3 lines. */
  public static TestDatabase createOrders(int orders) {
    return TestPostgres.shared()
        .fromTemplate("reference " + orders, connection -> loadOrders(connection, orders));
  }

  /** {@code v_products_v1}, {@code v_products_v2} and the {@code v_products} that follows it. */
  public static TestDatabase createVersions() {
    return TestPostgres.shared()
        .fromTemplate(
            "reference versions", connection -> load(connection, List.of("versions.sql")));
  }

  private static void loadOrders(Connection connection, int orders) throws SQLException {
    load(connection, BEFORE_DATA);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('reference.orders', ?, false)")) {
      statement.setString(1, Integer.toString(orders));
      statement.execute();
    }
    load(connection, List.of("data.sql"));
  }

  private static void load(Connection connection, List<String> files) throws SQLException {
    for (String file : files) {
      SqlScript.resource("/reference/" + file).run(connection);
    }
  }
}
