package org.fraiseql.benchmarks.peer;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The statements, one for each way to read a table. Safe for use by many threads. */
final class Shop {

  private static final String ORDER =
      "SELECT id, order_number, status, total_amount, created_at, notes, customer_id FROM tb_orders";
  private static final String PRODUCT =
      "SELECT id, sku, name, description, base_price, status, category_id FROM tb_products";

  private final DataSource pool;

  Shop(DataSource pool) {
    this.pool = pool;
  }

  List<Rows.Order> order(UUID id) {
    return read(ORDER + " WHERE id = ?", s -> s.setObject(1, id), Shop::order);
  }

  List<Rows.Order> orders(OffsetDateTime before, int limit) {
    return read(
        ORDER + " WHERE created_at < ? ORDER BY created_at DESC, id LIMIT ?",
        s -> {
          s.setObject(1, before);
          s.setInt(2, limit);
        },
        Shop::order);
  }

  List<Rows.Product> product(UUID id) {
    return read(PRODUCT + " WHERE id = ?", s -> s.setObject(1, id), Shop::product);
  }

  List<Rows.Product> products(BigDecimal minPrice, String status, int limit) {
    return read(
        PRODUCT + " WHERE base_price >= ? AND status = ? ORDER BY base_price, id LIMIT ?",
        s -> {
          s.setBigDecimal(1, minPrice);
          s.setString(2, status);
          s.setInt(3, limit);
        },
        Shop::product);
  }

  List<Rows.Product> products(Collection<UUID> ids) {
    return read(PRODUCT + " WHERE id = ANY(?)", s -> setIds(s, ids), Shop::product);
  }

  List<Rows.Customer> customers(Collection<UUID> ids) {
    return read(
        "SELECT id, name, email FROM tb_customers WHERE id = ANY(?)",
        s -> setIds(s, ids),
        r -> new Rows.Customer(r.getObject(1, UUID.class), r.getString(2), r.getString(3)));
  }

  List<Rows.Category> categories(Collection<UUID> ids) {
    return read(
        "SELECT id, name FROM tb_categories WHERE id = ANY(?)",
        s -> setIds(s, ids),
        r -> new Rows.Category(r.getObject(1, UUID.class), r.getString(2)));
  }

  List<Rows.OrderItem> items(Collection<UUID> orders) {
    return read(
        "SELECT id, order_id, quantity, unit_price, product_id FROM tb_order_items"
            + " WHERE order_id = ANY(?) ORDER BY order_id, line_no",
        s -> setIds(s, orders),
        r ->
            new Rows.OrderItem(
                r.getObject(1, UUID.class),
                r.getObject(2, UUID.class),
                r.getInt(3),
                r.getBigDecimal(4),
                r.getObject(5, UUID.class)));
  }

  private static Rows.Order order(ResultSet r) throws SQLException {
    return new Rows.Order(
        r.getObject(1, UUID.class),
        r.getString(2),
        r.getString(3),
        r.getBigDecimal(4),
        r.getObject(5, OffsetDateTime.class),
        r.getString(6),
        r.getObject(7, UUID.class));
  }

  private static Rows.Product product(ResultSet r) throws SQLException {
    return new Rows.Product(
        r.getObject(1, UUID.class),
        r.getString(2),
        r.getString(3),
        r.getString(4),
        r.getBigDecimal(5),
        r.getString(6),
        r.getObject(7, UUID.class));
  }

  private static void setIds(PreparedStatement statement, Collection<UUID> ids)
      throws SQLException {
    statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
  }

  private interface Values {
    void set(PreparedStatement statement) throws SQLException;
  }

  private interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  private <T> List<T> read(String sql, Values values, Row<T> row) {
    try (var connection = pool.getConnection();
        var statement = connection.prepareStatement(sql)) {
      values.set(statement);
      try (var result = statement.executeQuery()) {
        var rows = new ArrayList<T>();
        while (result.next()) {
          rows.add(row.read(result));
        }
        return rows;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
