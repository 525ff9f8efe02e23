package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.fraiseql.FraiseQL;
import org.fraiseql.Settings;
import org.fraiseql.database.Caller;
import org.fraiseql.repository.Session;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories and the service without HTTP, as a job would use them. */
class RepositoriesTest {

  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final TestDatabase shop = ShopDatabase.create();
  private final Vertx vertx = Vertx.vertx();
  private FraiseQL engine;
  private Session session;

  @BeforeEach
  void open() throws Exception {
    engine =
        FraiseQL.open(
            vertx,
            Settings.of(shop.uri())
                .withRoles(List.of("shop_api"))
                .withDeclared(List.of("app.tenant_id")));
    engine.ready().await(2, TimeUnit.MINUTES);
    session = engine.session(new Caller("shop_api", Map.of("app.tenant_id", NOBODY)));
  }

  @AfterEach
  void close() {
    engine.close();
    vertx.close();
    shop.close();
  }

  record Customers(UUID customerId) {}

  @Test
  void ordersAreFoundByCustomerAndStatus() {
    OrderRepository orders = new OrderRepository(session);
    UUID customer =
        session
            .sql(
                Customers.class,
                "SELECT customer_id FROM tb_orders WHERE status = 'paid' ORDER BY id LIMIT 1")
            .getFirst()
            .customerId();
    List<Order> paid = orders.ordersOf(customer, OrderStatus.PAID, 10);
    assertThat(paid).isNotEmpty().allMatch(order -> order.status() == OrderStatus.PAID);
    List<Order> all = orders.ordersOf(customer, null, 10);
    assertThat(all).containsAll(paid);
    assertThat(all).isSortedAccordingTo((a, b) -> b.createdAt().compareTo(a.createdAt()));
    assertThat(orders.order(all.getFirst().id())).contains(all.getFirst());
    assertThat(orders.order(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aTenantSeesItsOwnProjectsAlone() {
    List<UUID> tenants = List.of(tenant(0), tenant(1));
    ProjectRepository projects = new ProjectRepository(session);
    assertThat(projects.projects()).isEmpty();
    ProjectRepository first = projects.withTenant(tenants.getFirst());
    ProjectRepository second = projects.withTenant(tenants.getLast());
    assertThat(first.create("Only mine").success()).isTrue();
    assertThat(first.projects()).extracting(Project::name).contains("Only mine");
    assertThat(second.projects()).extracting(Project::name).doesNotContain("Only mine");
    assertThat(projects.projects()).isEmpty();
  }

  private UUID tenant(int index) {
    try (var connection = shop.connection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT id FROM tb_tenants ORDER BY id LIMIT 1 OFFSET " + index)) {
      rows.next();
      return UUID.fromString(rows.getString(1));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
