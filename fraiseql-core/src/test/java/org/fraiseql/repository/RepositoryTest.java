package org.fraiseql.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.repository.OrderBy.orderBy;
import static org.fraiseql.repository.Where.where;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fraiseql.Engine;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.repository.ShopRecords.Order;
import org.fraiseql.repository.ShopRecords.OrderStatus;
import org.fraiseql.repository.ShopRecords.Product;
import org.fraiseql.repository.ShopRecords.Project;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Filters beside GraphQL's own, commands and transactions, tenants: on a single connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryTest {

  private static final String TENANT = "app.tenant_id";
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private Engine shop;
  private Session session;

  @BeforeAll
  void open() {
    shop =
        Engine.on(
            ShopDatabase.create(),
            settings ->
                settings
                    .withLimits(Engine.WIDE)
                    .withRoles(List.of("shop_api"))
                    .withDeclared(List.of(TENANT))
                    .withConnections(1));
    session = shop.engine.session(caller(NOBODY));
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private static Caller caller(String tenant) {
    return new Caller("shop_api", Map.of(TENANT, tenant));
  }

  private List<UUID> graphql(String where) {
    String query = "{ orderAggregates(where: %s, limit: 1000, orderBy: {id: ASC}) { id } }";
    var response = shop.execute(query.formatted(where), Map.of(), caller(NOBODY));
    assertThat(response).isInstanceOf(org.fraiseql.Response.Data.class);
    JsonNode data = Engine.parse(((org.fraiseql.Response.Data) response).body().toString());
    List<UUID> ids = new ArrayList<>();
    data.at("/data/orderAggregates").forEach(o -> ids.add(UUID.fromString(o.get("id").asText())));
    return ids;
  }

  private record Pair(Where where, String graphql) {}

  private static Pair random(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      Pair one = random(random, depth - 1);
      Pair other = random(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 ->
            new Pair(
                one.where.and(other.where), "{_and: [" + one.graphql + ", " + other.graphql + "]}");
        case 1 ->
            new Pair(
                one.where.or(other.where), "{_or: [" + one.graphql + ", " + other.graphql + "]}");
        default -> new Pair(one.where.not(), "{_not: " + one.graphql + "}");
      };
    }
    return leaf(random);
  }

  private static Pair leaf(Random random) {
    int number = random.nextInt(500);
    return switch (random.nextInt(6)) {
      case 0 ->
          new Pair(
              where("total").gte(BigDecimal.valueOf(number)), "{total: {gte: " + number + "}}");
      case 1 -> {
        OrderStatus status = OrderStatus.values()[random.nextInt(6)];
        yield new Pair(where("status").eq(status.name()), "{status: {eq: \"" + status + "\"}}");
      }
      case 2 ->
          new Pair(
              where("customer.name").contains("" + number % 10),
              "{customer: {name: {contains: \"" + number % 10 + "\"}}}");
      case 3 ->
          new Pair(
              where("items").some(where("quantity").gt(number % 5)),
              "{items: {some: {quantity: {gt: " + number % 5 + "}}}}");
      case 4 -> new Pair(where("notes").isNull(), "{notes: {isNull: true}}");
      default ->
          new Pair(
              where("orderNumber").in(List.of("ORD-00000001", "ORD-000000" + (10 + number % 90))),
              "{orderNumber: {in: [\"ORD-00000001\", \"ORD-000000" + (10 + number % 90) + "\"]}}");
    };
  }

  @Test
  void aFilterFindsWhatGraphqlsFindsAndCountsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Pair pair = random(random, 2);
      List<UUID> expected = graphql(pair.graphql);
      assertThat(session.query(Order.class, pair.where, orderBy("id").asc()))
          .as(pair.graphql)
          .extracting(Order::id)
          .containsExactlyElementsOf(expected);
      assertThat(session.count(Order.class, pair.where)).isEqualTo(expected.size());
      assertThat(session.exists(Order.class, pair.where)).isEqualTo(!expected.isEmpty());
    }
  }

  @Test
  @SuppressWarnings("NullAway") // Programs without its checks do pass null.
  void whatIsNotThereIsToldWithWhatIsMeant() {
    assertThat(code(() -> session.query(Order.class, where("customr_id").eq(1))))
        .contains("FQ-604", "'customerId'");
    assertThat(code(() -> session.query(Order.class, Where.all(), orderBy("create_at").desc())))
        .contains("FQ-604", "'createdAt'");
    assertThat(code(() -> session.query(Order.class, where("total").op("gtt", 1))))
        .contains("FQ-605", "gt");
    assertThat(code(() -> session.query(Order.class, where("notes").eq(null))))
        .contains("FQ-606", "isNull");
    assertThat(code(() -> session.execute("fn_chip_order", Map.of(), Outcome.class)))
        .contains("fn_ship_order");
  }

  private static String code(Runnable work) {
    try {
      work.run();
    } catch (ProblemException e) {
      var problem = e.problems().getFirst();
      return problem.code() + " " + problem.message() + " " + problem.help();
    }
    throw new AssertionError("nothing was wrong");
  }

  private UUID order(String status) {
    return UUID.fromString(
        String.valueOf(
            shop.column(
                    "SELECT id FROM tb_orders WHERE status = '" + status + "' ORDER BY id LIMIT 1")
                .getFirst()));
  }

  private String status(UUID order) {
    return String.valueOf(
        shop.column("SELECT status FROM tb_orders WHERE id = '" + order + "'").getFirst());
  }

  @Test
  void aRefusedCommandLeavesNothingAndItsTransactionGoesOn() {
    UUID paid = order("paid");
    UUID delivered = order("delivered");
    String told =
        session.transaction(
            inner -> {
              Outcome refused =
                  inner.execute(
                      "fn_ship_order",
                      Map.of("orderId", delivered, "trackingNumber", "T"),
                      Outcome.class);
              assertThat(refused.success()).isFalse();
              Outcome done =
                  inner.execute(
                      "fn_ship_order",
                      Map.of("orderId", paid, "trackingNumber", "T"),
                      Outcome.class);
              assertThat(done.success()).isTrue();
              assertThat(inner.findById(Order.class, paid).orElseThrow().status())
                  .isEqualTo(OrderStatus.shipped);
              return String.valueOf(refused.code());
            });
    assertThat(told).isEqualTo("WRONG_STATUS");
    assertThat(status(paid)).isEqualTo("shipped");
  }

  @Test
  void aTransactionThatThrowsLeavesNothing() {
    UUID pending = order("pending");
    assertThatThrownBy(
            () ->
                session.transaction(
                    inner -> {
                      inner.execute(
                          "fn_ship_order",
                          Map.of("orderId", pending, "trackingNumber", "T"),
                          Outcome.class);
                      throw new IllegalArgumentException("no");
                    }))
        .hasMessage("no");
    assertThat(status(pending)).isEqualTo("pending");
  }

  @Test
  void allCommandsOfABatchOrNone() {
    UUID fulfilling = order("fulfilling");
    UUID delivered = order("delivered");
    List<Map<String, Object>> inputs =
        List.of(
            Map.of("orderId", fulfilling, "trackingNumber", "T"),
            Map.of("orderId", delivered, "trackingNumber", "T"));
    assertThat(code(() -> session.executeAll("fn_ship_order", inputs, Outcome.class)))
        .contains("WRONG_STATUS");
    assertThat(status(fulfilling)).isEqualTo("fulfilling");
    assertThat(session.executeAll("fn_ship_order", inputs.subList(0, 1), Outcome.class))
        .hasSize(1)
        .allMatch(Outcome::success);
    assertThat(status(fulfilling)).isEqualTo("shipped");
  }

  record Sum(long orders, BigDecimal total) {}

  @Test
  void plainSqlHasTypedParametersAndRows() {
    Sum sum =
        session
            .sql(
                Sum.class,
                "SELECT count(*) AS orders, sum(total_amount) AS total FROM tb_orders WHERE status ="
                    + " ANY ($1) AND total_amount > $2",
                List.of("paid", "delivered"),
                new BigDecimal("10.50"))
            .getFirst();
    assertThat(sum.orders() + " " + sum.total())
        .isEqualTo(
            shop.column(
                    "SELECT count(*) || ' ' || sum(total_amount) FROM tb_orders WHERE status IN"
                        + " ('paid', 'delivered') AND total_amount > 10.50")
                .getFirst());
  }

  static final class Projects extends TenantAwareRepository<Projects> {
    Projects(Session session) {
      super(session, Projects::new);
    }

    List<Project> all() {
      return query(Project.class);
    }

    boolean create(String name) {
      return execute("fn_create_project", Map.of("name", name), Outcome.class).success();
    }
  }

  /** The one connection would show it. */
  private String tenantLeft() {
    return session
        .sql(
            Left.class,
            "SELECT current_setting('app.tenant_id', true) AS tenant, CURRENT_USER::text AS role")
        .getFirst()
        .toString();
  }

  record Left(String tenant, String role) {}

  @Test
  void aTenantIsThatOfItsStatementsAlone() {
    List<UUID> tenants =
        shop.column("SELECT id FROM tb_tenants ORDER BY id LIMIT 2").stream()
            .map(id -> UUID.fromString(String.valueOf(id)))
            .toList();
    String before = tenantLeft();
    Projects nobody = new Projects(session);
    assertThat(nobody.all()).isEmpty();
    assertThat(nobody.withTenant(tenants.getFirst()).create("First alone")).isTrue();
    session.transaction(
        inner -> {
          Projects projects = new Projects(inner);
          assertThat(projects.withTenant(tenants.getFirst()).all())
              .extracting(Project::name)
              .contains("First alone");
          assertThat(projects.all()).isEmpty();
          assertThat(projects.withTenant(tenants.getLast()).all())
              .isNotEmpty()
              .extracting(Project::name)
              .doesNotContain("First alone");
          assertThat(projects.all()).isEmpty();
          return true;
        });
    assertThatThrownBy(
            () ->
                session.transaction(
                    inner -> {
                      inner.as(caller(tenants.getFirst().toString())).sql("SELECT 1 / 0");
                      return true;
                    }))
        .isInstanceOf(ProblemException.class);
    assertThat(tenantLeft()).isEqualTo(before);
    assertThat(nobody.all()).isEmpty();
    assertThat(code(() -> session.as(new Caller("postgres", Map.of(TENANT, NOBODY)))))
        .contains("FQ-3");
  }

  @Test
  void manyThreadsShareOneConnection() throws Exception {
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 300; i++) {
        counts.add(
            threads.submit(
                () ->
                    session.transaction(
                        inner ->
                            inner.count(Product.class, Where.all())
                                - inner.query(Product.class).size())));
      }
    }
    for (Future<Long> count : counts) {
      assertThat(count.get()).isZero();
    }
  }
}
