package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.Response;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.CallerProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The other commands of the shop, after {@link ShopOrderTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopCommandTest {

  private static final String WAREHOUSE = Shop.id("warehouse:1");

  private Engine shop;

  @BeforeAll
  void open() {
    shop = Engine.on(ShopDatabase.create());
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private String placed(int customer, @Nullable String coupon) {
    Map<String, @Nullable Object> input =
        Shop.order("customer:" + customer, List.of(Shop.item("product:1", 2)));
    input.put("couponCode", coupon);
    return shop.data(
            """
            mutation($input: CreateOrderInput!) {
              createOrder(input: $input) { ... on CreateOrderSuccess { order { id } } }
            }
            """,
            Desk.input(input))
        .at("/createOrder/order/id")
        .asText();
  }

  /** A command on an order, with all that it may answer. */
  private JsonNode order(
      String command, String type, Map<String, @Nullable Object> input, @Nullable Long version) {
    String result = Character.toUpperCase(command.charAt(0)) + command.substring(1);
    Map<String, @Nullable Object> variables = Desk.input(input);
    variables.put("version", version);
    return shop.data(
            """
            mutation($input: %1$s!, $version: Long) {
              %2$s(input: $input, expectedVersion: $version) {
                ... on %3$sSuccess { message version status order { status version } }
                ... on %3$sError { code field currentVersion details }
              }
            }
            """
                .formatted(type, command, result),
            variables)
        .get(command);
  }

  private static String refused(
      String code, @Nullable String field, String version, String details) {
    return "{\"code\":\"%s\",\"field\":%s,\"currentVersion\":%s,\"details\":%s}"
        .formatted(code, field == null ? "null" : "\"" + field + "\"", version, details);
  }

  private static Map<String, @Nullable Object> ids(String order) {
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("orderId", order);
    return input;
  }

  private long version(String order) {
    return shop.data(
            "query($id: UUID!) { orderAggregate(id: $id) { version } }", Map.of("id", order))
        .at("/orderAggregate/version")
        .asLong();
  }

  @Test
  void anOrderIsShippedAtTheVersionThatItsReadModelShows() {
    String order = placed(1, null);
    long seen = version(order);
    Map<String, @Nullable Object> input = ids(order);
    input.put("trackingNumber", "T-1");
    assertThat(order("shipOrder", "ShipOrderInput", input, seen + 1).toString())
        .isEqualTo(refused("VERSION_CONFLICT", "expectedVersion", "" + seen, "null"));
    assertThat(version(order)).isEqualTo(seen);
    JsonNode shipped = order("shipOrder", "ShipOrderInput", input, seen);
    assertThat(shipped.get("message").asText()).isEqualTo("Order shipped");
    assertThat(shipped.get("status").asText()).isEqualTo("shipped");
    assertThat(shipped.at("/order/status").asText()).isEqualTo("shipped");
    long now = version(order);
    assertThat(now).isGreaterThan(seen);
    assertThat(shipped.get("version").asLong()).isEqualTo(now);
    assertThat(shipped.at("/order/version").asLong()).isEqualTo(now);
    assertThat(order("shipOrder", "ShipOrderInput", input, seen).toString())
        .isEqualTo(refused("VERSION_CONFLICT", "expectedVersion", "" + now, "null"));
    List<@Nullable String> before = Shop.everything(shop);
    assertThat(order("shipOrder", "ShipOrderInput", input, now).toString())
        .isEqualTo(refused("WRONG_STATUS", null, "null", "{\"status\":\"shipped\"}"));
    assertThat(order("shipOrder", "ShipOrderInput", ids(Shop.id("none")), null).toString())
        .isEqualTo(refused("ORDER_NOT_FOUND", null, "null", "null"));
    assertThat(order("shipOrder", "ShipOrderInput", ids(Shop.id("none")), 5L).toString())
        .isEqualTo(refused("VERSION_CONFLICT", "expectedVersion", "0", "null"));
    assertThat(Shop.everything(shop)).isEqualTo(before);
  }

  private List<@Nullable String> reserved(String where) {
    return shop.column(
        "SELECT reserved FROM tb_inventory WHERE product_id = md5('product:1')::uuid AND "
            + "warehouse_id = md5('warehouse:1')::uuid AND "
            + where);
  }

  @Test
  void fulfillingReservesTheStockOrNothing() {
    int before = Integer.parseInt(String.valueOf(reserved("true").getFirst()));
    String order = placed(2, null);
    Map<String, @Nullable Object> input = ids(order);
    input.put("warehouseId", WAREHOUSE);
    JsonNode done = order("markOrderFulfilling", "MarkOrderFulfillingInput", input, version(order));
    assertThat(done.at("/order/status").asText()).isEqualTo("fulfilling");
    assertThat(done.get("version").asLong()).isEqualTo(version(order));
    assertThat(reserved("true")).containsExactly(String.valueOf(before + 2));
    List<@Nullable String> after = Shop.everything(shop);
    assertThat(order("markOrderFulfilling", "MarkOrderFulfillingInput", input, null).toString())
        .isEqualTo(refused("WRONG_STATUS", null, "null", "{\"status\":\"fulfilling\"}"));
    assertThat(Shop.everything(shop)).isEqualTo(after);
    Map<String, @Nullable Object> elsewhere = ids(placed(2, null));
    elsewhere.put("warehouseId", Shop.id("warehouse:none"));
    after = Shop.everything(shop);
    assertThat(order("markOrderFulfilling", "MarkOrderFulfillingInput", elsewhere, null).toString())
        .isEqualTo(refused("OUT_OF_STOCK", null, "null", "null"));
    assertThat(Shop.everything(shop)).isEqualTo(after);
  }

  @Test
  void aCancelledOrderGivesItsCouponBack() {
    List<@Nullable String> used = shop.column("SELECT used FROM tb_coupons WHERE code = 'TENOFF'");
    Map<String, @Nullable Object> input = ids(placed(3, "TENOFF"));
    input.put("reason", "I don't want it");
    assertThat(shop.column("SELECT used FROM tb_coupons WHERE code = 'TENOFF'")).isNotEqualTo(used);
    JsonNode done = order("cancelOrder", "Cancellation", input, null);
    assertThat(done.at("/order/status").asText()).isEqualTo("cancelled");
    assertThat(shop.column("SELECT used FROM tb_coupons WHERE code = 'TENOFF'")).isEqualTo(used);
    assertThat(
            shop.column(
                "SELECT event_data->>'reason' FROM tb_domain_events WHERE event_type ="
                    + " 'OrderCancelled'"))
        .containsExactly("I don't want it");
    assertThat(order("cancelOrder", "Cancellation", input, null).toString())
        .isEqualTo(refused("WRONG_STATUS", null, "null", "{\"status\":\"cancelled\"}"));
    assertThat(order("cancelOrder", "Cancellation", ids(Shop.id("none")), null).toString())
        .isEqualTo(refused("ORDER_NOT_FOUND", null, "null", "null"));
  }

  private static final String REVIEW =
      """
      mutation($input: AddReviewInput!) {
        addReview(input: $input) {
          ... on AddReviewSuccess { message review { rating title body productId } }
          ... on AddReviewError { code message field }
        }
      }
      """;

  @Test
  void aSecondReviewOfAProductIsRefusedInTheShopsWords() {
    shop.database.execute("DELETE FROM tb_reviews WHERE customer_id = md5('customer:1')::uuid");
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("productId", Shop.id("product:1"));
    input.put("customerId", Shop.id("customer:1"));
    input.put("rating", 5);
    input.put("title", "Good");
    assertThat(shop.data(REVIEW, Desk.input(input)).get("addReview").toString())
        .isEqualTo(
            "{\"message\":\"Thank you for your review\",\"review\":{\"rating\":5,\"title\":\"Good\","
                + "\"body\":null,\"productId\":\""
                + Shop.id("product:1")
                + "\"}}");
    List<@Nullable String> before = Shop.everything(shop);
    assertThat(shop.data(REVIEW, Desk.input(input)).get("addReview").toString())
        .isEqualTo(
            "{\"code\":\"ALREADY_EXISTS\",\"message\":\"You have reviewed this product already.\","
                + "\"field\":\"input.customerId\"}");
    assertThat(
            shop.data(REVIEW, Desk.input(Desk.with(input, "productId", Shop.id("none"))))
                .get("addReview")
                .toString())
        .isEqualTo(
            "{\"code\":\"REFERENCE_VIOLATION\",\"message\":\"There is no such product.\","
                + "\"field\":\"input.productId\"}");
    Response.Partial response =
        (Response.Partial)
            shop.execute(REVIEW, Desk.input(Desk.with(input, "rating", 6)), Caller.NOBODY);
    assertThat(response.failures().getFirst().problem().message())
        .isEqualTo("The value of 'input.rating' is not valid: A rating is a number from 1 to 5.");
    assertThat(Shop.everything(shop)).isEqualTo(before);
  }

  private JsonNode customer(Map<String, @Nullable Object> changes) {
    Map<String, @Nullable Object> input = new HashMap<>(changes);
    input.put("customerId", Shop.id("customer:7"));
    return shop.data(
            """
            mutation($input: UpdateCustomerInput!) {
              updateCustomer(input: $input) {
                ... on UpdateCustomerSuccess { customer { name email phone } }
                ... on UpdateCustomerError { code message field }
              }
            }
            """,
            Desk.input(input))
        .get("updateCustomer");
  }

  private static Map<String, @Nullable Object> with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> changes = new HashMap<>();
    changes.put(key, value);
    return changes;
  }

  @Test
  void absentLeavesNullClearsAndAValueSets() {
    JsonNode named = customer(with("name", "Grace"));
    JsonNode email = named.at("/customer/email");
    assertThat(named.at("/customer/name").asText()).isEqualTo("Grace");
    JsonNode called = customer(with("phone", "+351 1"));
    assertThat(called.toString())
        .isEqualTo(
            "{\"customer\":{\"name\":\"Grace\",\"email\":" + email + ",\"phone\":\"+351 1\"}}");
    assertThat(customer(Map.of())).isEqualTo(called);
    assertThat(customer(with("phone", null)).toString())
        .isEqualTo("{\"customer\":{\"name\":\"Grace\",\"email\":" + email + ",\"phone\":null}}");
    List<@Nullable String> before = Shop.everything(shop);
    JsonNode nameless = customer(with("name", null));
    assertThat(nameless.get("code").asText()).isEqualTo("MISSING_VALUE");
    assertThat(nameless.get("field").asText()).isEqualTo("input.name");
    JsonNode taken = customer(with("email", "CUSTOMER8@example.com"));
    assertThat(taken.get("code").asText()).isEqualTo("ALREADY_EXISTS");
    assertThat(taken.get("message").asText())
        .isEqualTo("Another customer has this e-mail address.");
    assertThat(customer(with("name", "n".repeat(201))).get("code").asText())
        .isEqualTo("INVALID_INPUT");
    assertThat(Shop.everything(shop)).isEqualTo(before);
  }

  @Test
  void aProjectBelongsToTheTenantOfTheRequest() {
    try (Engine tenants =
        Engine.on(
            ShopDatabase.create(),
            settings ->
                settings
                    .withLimits(Engine.WIDE)
                    .withRoles(List.of("shop_api"))
                    .withDeclared(List.of("app.tenant_id")))) {
      Caller one = new Caller("shop_api", Map.of("app.tenant_id", Shop.id("tenant:1")));
      Caller two = new Caller("shop_api", Map.of("app.tenant_id", Shop.id("tenant:2")));
      String create =
          """
          mutation { createProject(input: {name: "Secret plan"}) {
            ... on CreateProjectSuccess { message project { name status tenant { name } } }
            ... on CreateProjectError { code } } }
          """;
      assertThat(tenants.execute(create, Map.of(), one).toString())
          .contains("\"project\":{\"name\":\"Secret plan\"");
      assertThat(body(tenants.execute(create, Map.of(), one)))
          .isEqualTo(
              "{\"data\":{\"createProject\":{\"message\":\"Project created\",\"project\":{\"name\":"
                  + "\"Secret plan\",\"status\":\"active\",\"tenant\":{\"name\":\"Tenant 1\"}}}}}");
      String named = "{ projects(where: {name: {eq: \"Secret plan\"}}) { name } }";
      String both =
          "{\"data\":{\"projects\":[{\"name\":\"Secret plan\"},{\"name\":\"Secret plan\"}]}}";
      assertThat(body(tenants.execute(named, Map.of(), one))).isEqualTo(both);
      assertThat(body(tenants.execute(named, Map.of(), two)))
          .isEqualTo("{\"data\":{\"projects\":[]}}");
      assertThat(tenants.execute(create, Map.of(), new Caller("shop_api", Map.of())))
          .isEqualTo(
              new Response.Refused(List.of(new CallerProblem.MissingSetting("app.tenant_id"))));
      assertThat(
              tenants.column(
                  "SELECT DISTINCT tenant_id FROM tb_projects WHERE name = 'Secret plan'"))
          .containsExactly(Shop.id("tenant:1"));
      assertThat(
              body(tenants.execute(create.replace("Secret plan", "n".repeat(201)), Map.of(), two)))
          .isEqualTo("{\"data\":{\"createProject\":{\"code\":\"INVALID_INPUT\"}}}");
    }
  }

  private static String body(Response response) {
    return response instanceof Response.Data data ? data.body().toString() : response.toString();
  }
}
