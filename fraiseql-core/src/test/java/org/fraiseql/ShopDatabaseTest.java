package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

class ShopDatabaseTest {

  @Test
  void hasWhatItSays() throws SQLException {
    try (TestDatabase shop = ShopDatabase.create();
        Connection connection = shop.connection();
        Statement statement = connection.createStatement();
        ResultSet counts =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM tb_customers) || ' ' || (SELECT count(*) FROM tb_products)
                  || ' ' || (SELECT count(*) FROM tb_orders) || ' ' || (SELECT count(*) FROM tb_order_items)
                  || ' ' || (SELECT max(created_at) <= '2026-01-01T00:00:00Z' FROM tb_orders)\
                """)) {
      assertThat(counts.next()).isTrue();
      assertThat(counts.getString(1)).isEqualTo("60 50 300 900 true");
    }
  }
}
