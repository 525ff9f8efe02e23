package org.fraiseql.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.repository.OrderBy.orderBy;
import static org.fraiseql.repository.Where.where;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.repository.ShopRecords.Customer;
import org.fraiseql.repository.ShopRecords.Order;
import org.fraiseql.repository.ShopRecords.OrderStatus;
import org.fraiseql.repository.ShopRecords.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a session reads, compared with plain SQL and with what GraphQL answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

  private Engine shop;
  private Session session;

  @BeforeAll
  void open() {
    shop = Engine.on(ShopDatabase.create());
    session = shop.engine.session(Caller.NOBODY);
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private List<UUID> ids(String sql) {
    return shop.column(sql).stream().map(id -> UUID.fromString(String.valueOf(id))).toList();
  }

  @Test
  void aDocumentIsFoundByItsId() {
    UUID id = ids("SELECT id FROM tb_orders ORDER BY order_number LIMIT 1").getFirst();
    Order order = session.findById(Order.class, id).orElseThrow();
    assertThat(order.id()).isEqualTo(id);
    assertThat(order.total())
        .isEqualTo(
            new BigDecimal(
                shop.column("SELECT total_amount FROM tb_orders WHERE id = '" + id + "'")
                    .getFirst()));
    assertThat(order.customer()).isNotNull();
    assertThat(order.items())
        .extracting(item -> item.id().toString())
        .containsExactlyElementsOf(
            shop.column(
                "SELECT id FROM tb_order_items WHERE order_id = '" + id + "' ORDER BY line_no"));
    assertThat(order.createdAt().toInstant().toString()).startsWith("20");
    assertThat(session.findById(Order.class, UUID.randomUUID())).isEmpty();
    assertThat(session.findById(Order.class, id.toString())).contains(order);
  }

  @Test
  void documentsComeInTheOrderOfTheirIds() {
    List<UUID> ids = new ArrayList<>(ids("SELECT id FROM tb_orders LIMIT 50"));
    Collections.shuffle(ids, new java.util.Random(7));
    List<UUID> asked = new ArrayList<>(ids);
    asked.add(3, UUID.randomUUID());
    assertThat(session.findByIds(Order.class, asked)).extracting(Order::id).isEqualTo(ids);
    assertThat(session.findByIds(Order.class, List.of())).isEmpty();
    assertThat(session.findByIds(Order.class, List.of(ids.getFirst(), ids.getFirst()))).hasSize(2);
  }

  @Test
  void aListHasFilterOrderLimitAndOffset() {
    assertThat(session.query(Order.class)).hasSize(300);
    UUID customer = ids("SELECT customer_id FROM tb_orders LIMIT 1").getFirst();
    assertThat(
            session.query(
                Order.class,
                where("customer_id").eq(customer),
                orderBy("created_at").desc().then("id"),
                3,
                1))
        .extracting(Order::id)
        .isEqualTo(
            ids(
                "SELECT id FROM tb_orders WHERE customer_id = '"
                    + customer
                    + "' ORDER BY created_at DESC, id LIMIT 3 OFFSET 1"));
    assertThat(
            session.query(
                Order.class,
                where("status")
                    .in(OrderStatus.pending, OrderStatus.paid)
                    .and(where("customer.email").icontains("A").not())
                    .or(where("items").some(where("quantity").gt(3))),
                orderBy("orderNumber")))
        .extracting(Order::id)
        .isEqualTo(
            ids(
                """
                SELECT o.id FROM tb_orders o JOIN tb_customers c ON c.id = o.customer_id
                WHERE o.status IN ('pending', 'paid') AND c.email NOT ILIKE '%a%'
                  OR EXISTS (SELECT FROM tb_order_items i WHERE i.order_id = o.id AND quantity > 3)
                ORDER BY order_number
                """));
    assertThat(session.query(Order.class, Where.all(), OrderBy.none(), 0)).isEmpty();
  }

  @Test
  void onlyWhatTheRecordHasIsRead() {
    assertThat(session.query(Customer.class, where("email").startsWith("c"))).isNotEmpty();
    assertThat(session.query(Product.class, where("price").gte(new BigDecimal("10.5"))))
        .extracting(product -> product.id().toString())
        .containsExactlyInAnyOrderElementsOf(
            shop.column("SELECT id FROM tb_products WHERE base_price >= 10.5"));
  }

  @Test
  void countsAndExistence() {
    assertThat(session.count(Order.class, Where.all())).isEqualTo(300);
    Where paid = where("status").eq("paid");
    assertThat(session.count(Order.class, paid))
        .isEqualTo(
            Long.parseLong(
                String.valueOf(
                    shop.column("SELECT count(*) FROM tb_orders WHERE status = 'paid'")
                        .getFirst())));
    assertThat(session.exists(Order.class, paid)).isTrue();
    assertThat(session.exists(Order.class, where("total").lt(-1))).isFalse();
  }

  @Test
  void pagesFollowOneAnotherWithoutGaps() {
    List<UUID> walked = new ArrayList<>();
    Page<Order> page = null;
    OrderBy order = orderBy("status").then(orderBy("total").desc());
    do {
      page =
          session.page(Order.class, Where.all(), order, 70, page == null ? null : page.endCursor());
      page.items().forEach(item -> walked.add(item.id()));
    } while (page.hasNextPage());
    assertThat(walked)
        .isEqualTo(ids("SELECT id FROM tb_orders ORDER BY status, total_amount DESC, id"));
  }

  @Test
  void aStreamHasAllRows() {
    OrderBy order = orderBy("order_number");
    List<UUID> all = ids("SELECT id FROM tb_orders ORDER BY order_number");
    try (Stream<Order> orders = session.stream(Order.class, Where.all(), order)) {
      assertThat(orders.map(Order::id).toList()).isEqualTo(all);
    }
    try (Stream<Order> orders = session.stream(Order.class, Where.all(), order)) {
      assertThat(orders.limit(5).map(Order::id).toList()).isEqualTo(all.subList(0, 5));
    }
  }
}
