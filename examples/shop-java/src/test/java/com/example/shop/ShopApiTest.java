package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fraiseql.Report;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.server.RunningServer;
import org.fraiseql.testing.GraphqlAnswer;
import org.fraiseql.testing.GraphqlClient;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole program over HTTP. */
class ShopApiTest {

  private static final String PLACE =
      """
      mutation($input: CreateOrderInput!) {
        createOrder(input: $input) {
          __typename
          ... on CreateOrderSuccess { order { id status items { quantity } } }
          ... on CreateOrderError { code field message }
        }
      }
      """;

  private static final String FULFIL =
      """
      mutation($input: FulfilOrderInput!) {
        fulfilOrder(input: $input) {
          __typename
          ... on FulfilOrderSuccess { order { status } reservationId }
          ... on FulfilOrderError { code message }
        }
      }
      """;

  private final TestDatabase shop = ShopDatabase.create();
  private RunningServer server;
  private GraphqlClient client;
  private Report report;

  @BeforeEach
  void serve() {
    server = ShopServer.at(shop.uri()).start(0);
    report = server.awaitReady(Duration.ofMinutes(2));
    client = GraphqlClient.at(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
    shop.close();
  }

  @Test
  void whatJavaDeclaresFitsTheDatabase() {
    assertThat(report.problems())
        .filteredOn(problem -> problem.severity() == DefinitionProblem.Severity.ERROR)
        .isEmpty();
  }

  @Test
  void compiledAndJavaFieldsAnswerOneDocument() {
    GraphqlAnswer answer =
        client
            .execute(
                """
                {
                  newest: orders(orderBy: {createdAt: DESC}, limit: 3) {
                    orderNumber
                    shippingQuote(country: "FR") { amount currency }
                    items { quantity }
                  }
                  lateOrders(days: 30) {
                    status
                    customer { name }
                    shippingQuote(country: "DE") { amount }
                    items { quantity }
                  }
                }
                """)
            .orFail();
    assertThat(answer.at("newest")).hasSize(3);
    for (JsonNode order : answer.at("newest")) {
      assertThat(order.at("/shippingQuote/amount").decimalValue())
          .isEqualByComparingTo(times("1.90", items(order)));
      assertThat(order.at("/shippingQuote/currency").asText()).isEqualTo("EUR");
    }
    assertThat(answer.at("lateOrders")).isNotEmpty();
    for (JsonNode order : answer.at("lateOrders")) {
      assertThat(order.get("status").asText()).isIn("PENDING", "PAID");
      assertThat(order.at("/shippingQuote/amount").decimalValue())
          .isEqualByComparingTo(times("3.80", items(order)));
    }
  }

  private static int items(JsonNode order) {
    int items = 0;
    for (JsonNode item : order.get("items")) {
      items += item.get("quantity").intValue();
    }
    return items;
  }

  private static String times(String each, int items) {
    return new BigDecimal(each).multiply(BigDecimal.valueOf(items)).toString();
  }

  @Test
  void plainSqlIsSummedAsTheCallerSeesIt() {
    String customer = text("SELECT id FROM tb_customers ORDER BY id LIMIT 1");
    GraphqlAnswer answer =
        client
            .execute(
                "query($id: UUID!) { spentBy(customerId: $id) { amount } }", Map.of("id", customer))
            .orFail();
    assertThat(answer.at("/spentBy/amount").decimalValue())
        .isEqualByComparingTo(
            text(
                "SELECT coalesce(sum(total_amount), 0) FROM tb_orders WHERE status <> 'cancelled'"
                    + " AND customer_id = '"
                    + customer
                    + "'"));
  }

  @Test
  void anOrderIsPlacedAndFulfilledOrNothingOfItIsDone() {
    String order = place(1).at("/createOrder/order/id").asText();
    String warehouse =
        text(
            "SELECT warehouse_id FROM tb_inventory WHERE quantity - reserved > 5 AND product_id = "
                + product());
    shop.execute("UPDATE tb_customers SET credit_limit = 0");
    Map<String, Object> input = Map.of("input", Map.of("orderId", order, "warehouseId", warehouse));
    assertThat(client.execute(FULFIL, input).orFail().at("/fulfilOrder/code").asText())
        .isEqualTo("PAYMENT_REFUSED");
    // The items had been reserved by then.
    assertThat(text("SELECT count(*) FROM tb_reservations")).isEqualTo("0");
    assertThat(text("SELECT status FROM tb_orders WHERE id = '" + order + "'"))
        .isEqualTo("pending");

    shop.execute("UPDATE tb_customers SET credit_limit = 99999");
    GraphqlAnswer done = client.execute(FULFIL, input).orFail();
    assertThat(done.at("/fulfilOrder/order/status").asText()).isEqualTo("FULFILLING");
    assertThat(text("SELECT id FROM tb_reservations"))
        .isEqualTo(done.at("/fulfilOrder/reservationId").asText());
    assertThat(text("SELECT count(*) FROM tb_payments")).isEqualTo("1");

    assertThat(client.execute(FULFIL, input).orFail().at("/fulfilOrder/__typename").asText())
        .isEqualTo("FulfilOrderError");
    assertThat(text("SELECT count(*) FROM tb_payments")).isEqualTo("1");
  }

  @Test
  void constraintsOfTheInputAreToldAsTheCommandsOwnRefusal() {
    GraphqlAnswer answer = place(0);
    assertThat(answer.at("/createOrder/__typename").asText()).isEqualTo("CreateOrderError");
    assertThat(answer.at("/createOrder/code").asText()).isEqualTo("INVALID_INPUT");
    assertThat(answer.at("/createOrder/field").asText()).isEqualTo("input.items[0].quantity");
    assertThat(client.execute("{ lateOrders(days: 0) { id } }").errors()).hasSize(1);
  }

  @Test
  void aCommandOfTheDatabaseHasTheTypesThatJavaDeclares() {
    String order = place(1).at("/createOrder/order/id").asText();
    GraphqlAnswer shipped =
        client.execute(
            """
                mutation($input: ShipOrderInput!) {
                  shipOrder(input: $input, idempotencyKey: "once") {
                    ... on ShipOrderSuccess { order { status shippingQuote(country: "FR") { amount } } }
                    ... on ShipOrderError { code }
                  }
                }
                """,
            Map.of("input", Map.of("orderId", order, "trackingNumber", "T-1")));
    // Keys of idempotency are kept where fraiseql migrate has been run.
    assertThat(shipped.errors()).extracting(error -> error.code()).containsExactly("FQ-406");
    GraphqlAnswer withoutKey =
        client
            .execute(
                "mutation($input: ShipOrderInput!) { shipOrder(input: $input) { ... on"
                    + " ShipOrderSuccess { order { status shippingQuote(country: \"FR\") { amount }"
                    + " } } } }",
                Map.of("input", Map.of("orderId", order, "trackingNumber", "T-1")))
            .orFail();
    assertThat(withoutKey.at("/shipOrder/order/status").asText()).isEqualTo("SHIPPED");
    assertThat(withoutKey.at("/shipOrder/order/shippingQuote/amount").decimalValue())
        .isEqualByComparingTo("1.90");
  }

  private String product() {
    return "(SELECT product_id FROM tb_inventory i JOIN tb_products p ON p.id = i.product_id WHERE"
        + " p.status = 'active' AND quantity - reserved > 5 ORDER BY 1 LIMIT 1)";
  }

  private GraphqlAnswer place(int quantity) {
    String customer =
        text(
            "SELECT c.id FROM tb_customers c JOIN tb_customer_addresses a ON a.customer_id = c.id"
                + " WHERE c.status = 'active' ORDER BY c.id LIMIT 1");
    String address =
        text("SELECT id FROM tb_customer_addresses WHERE customer_id = '" + customer + "' LIMIT 1");
    Map<String, Object> input =
        Map.of(
            "customerId",
            customer,
            "shippingAddressId",
            address,
            "billingAddressId",
            address,
            "items",
            List.of(Map.of("productId", text("SELECT " + product()), "quantity", quantity)));
    return client.execute(PLACE, Map.of("input", input)).orFail();
  }

  private String text(String sql) {
    try (Connection connection = shop.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
