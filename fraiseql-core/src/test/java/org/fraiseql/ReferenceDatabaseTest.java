package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class ReferenceDatabaseTest {

  private static final String READ_MODELS =
      """
      SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE a.attname = 'data' AND c.relname ~ '^(v|tv|mv)_' AND c.relkind IN ('v', 'm', 'r') ORDER BY 1\
      """;

  @Test
  void hasRowsInEveryPublishedReadModel() throws SQLException {
    try (TestDatabase database = ReferenceDatabase.create();
        Connection connection = database.connection()) {
      strings(connection, "SELECT set_config('app.tenant_id', md5('tenant:1'), false)");
      List<String> found = strings(connection, READ_MODELS);
      assertThat(found)
          .contains("v_order_aggregate", "v_products", "v_customer_aggregate", "sales.v_orders")
          .contains("inventory.v_stock_availability", "v_order_fulfillment", "mv_customer_360")
          .contains("tv_product_analytics", "tv_order_search_projection", "v_projects")
          .contains("v_order_with_fulfillment", "v_orders", "v_product_availability");
      for (String relation : found) {
        assertThat(strings(connection, "SELECT data FROM " + relation)).as(relation).isNotEmpty();
      }
    }
  }

  @Test
  void hasTheVersionsApart() throws SQLException {
    try (TestDatabase database = ReferenceDatabase.createVersions();
        Connection connection = database.connection()) {
      assertThat(strings(connection, READ_MODELS))
          .containsExactly(
              "v_categories", "v_inventory", "v_products", "v_products_v1", "v_products_v2");
      assertThat(strings(connection, "SELECT data->>'name' FROM v_products ORDER BY 1"))
          .containsExactly("Desk lamp", "Thing");
    }
  }

  @Test
  void makesAsManyOrdersAsAskedFor() throws SQLException {
    try (TestDatabase database = ReferenceDatabase.createOrders(300);
        Connection connection = database.connection()) {
      assertThat(
              strings(
                  connection,
                  """
                  SELECT count(*) || ' ' || min(jsonb_array_length(data->'items')) || ' '
                    || max((data->>'item_count')::int) FROM v_order_aggregate\
                  """))
          .containsExactly("300 3 3");
    }
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
