package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.Response;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop's {@code createOrder}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopOrderTest {

  private static final String WHOLE =
      """
      fragment whole on OrderAggregate {
        __typename id orderNumber status customer { id name email }
        items { id quantity price subtotal product { name sku category { name } } }
        itemCount subtotal discount total shippingAddress { city country } billingAddress { city }
        notes createdAt updatedAt version
      }
      """;

  private static final String CREATE =
      """
      mutation($input: CreateOrderInput!) {
        createOrder(input: $input) {
          ... on CreateOrderSuccess { message orderNumber total status order { ...whole } }
          ... on CreateOrderError { message code field details }
        }
      }
      """
          + WHOLE;

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

  private JsonNode create(Map<String, @Nullable Object> input) {
    return shop.data(CREATE, Desk.input(input)).get("createOrder");
  }

  private static Map<String, @Nullable Object> twoLines(String customer) {
    Map<String, @Nullable Object> input =
        Shop.order(customer, List.of(Shop.item("product:1", 2), Shop.item("product:2", 5)));
    String number = customer.substring(customer.indexOf(':') + 1);
    input.put("shippingAddressId", Shop.id("address:" + number + ":1"));
    input.put("billingAddressId", null);
    return input;
  }

  @Test
  void thePayloadIsWhatTheQueryGivesForTheSameSelectionAfterwards() {
    Map<String, @Nullable Object> input = twoLines("customer:1");
    input.put("couponCode", "HALF");
    input.put("notes", "Ring \"twice\" 🔔\nand wait");
    JsonNode created = create(input);
    assertThat(created.get("message").asText()).isEqualTo("Order created successfully");
    JsonNode order = created.get("order");
    assertThat(order.get("items")).hasSize(2);
    assertThat(order.get("notes").asText()).isEqualTo("Ring \"twice\" 🔔\nand wait");
    assertThat(order.get("shippingAddress").isObject()).isTrue();
    assertThat(order.get("billingAddress").isNull()).isTrue();
    JsonNode read =
        shop.data(
            "query($id: UUID!) { orderAggregate(id: $id) { ...whole } } " + WHOLE,
            Map.of("id", order.get("id").asText()));
    assertThat(order.toString()).isEqualTo(read.get("orderAggregate").toString());
    assertThat(created.get("orderNumber")).isEqualTo(order.get("orderNumber"));
    assertThat(created.get("total")).isEqualTo(order.get("total"));
    assertThat(
            shop.column(
                """
                SELECT discount = round(subtotal / 2, 2) AND total_amount = subtotal - discount
                  AND subtotal = (SELECT sum(quantity * unit_price) FROM tb_order_items WHERE order_id = o.id)
                FROM tb_orders o WHERE id = '%s'
                """
                    .formatted(order.get("id").asText())))
        .containsExactly("t");
  }

  @Test
  void theMessageAloneIsAnsweredAndTheOrderIsThere() {
    Map<String, @Nullable Object> input = twoLines("customer:2");
    input.put("notes", "message only");
    JsonNode data =
        shop.data(
            """
            mutation($input: CreateOrderInput!) {
              createOrder(input: $input) { ... on CreateOrderSuccess { message } }
            }
            """,
            Desk.input(input));
    assertThat(data.toString())
        .isEqualTo("{\"createOrder\":{\"message\":\"Order created successfully\"}}");
    assertThat(
            shop.column(
                "SELECT count(*) FROM tb_orders o JOIN tb_order_items i ON i.order_id = o.id"
                    + " WHERE notes = 'message only'"))
        .containsExactly("2");
  }

  @Test
  void aliasesOfThePayloadHaveSelectionsAndArgumentsOfTheirOwn() {
    Map<String, @Nullable Object> variables = Desk.input(twoLines("customer:3"));
    variables.put("least", 3);
    variables.put("one", 1);
    JsonNode created =
        shop.data(
                """
                mutation($input: CreateOrderInput!, $least: Int!, $one: Int!) {
                  created: createOrder(input: $input) {
                    kind: __typename
                    ... on CreateOrderSuccess {
                      id: order { id }
                      many: order { itemCount items(where: {quantity: {gte: $least}}) { quantity } }
                      first: order {
                        items(orderBy: [{quantity: DESC}], limit: $one) { quantity product { name } }
                        rest: items(orderBy: [{quantity: DESC}], offset: $one) { quantity }
                      }
                      number: orderNumber
                    }
                  }
                }
                """,
                variables)
            .get("created");
    assertThat(created.get("kind").asText()).isEqualTo("CreateOrderSuccess");
    assertThat(created.get("many").toString())
        .isEqualTo("{\"itemCount\":2,\"items\":[{\"quantity\":5}]}");
    assertThat(created.get("first").get("items")).hasSize(1);
    assertThat(created.at("/first/items/0/quantity").asInt()).isEqualTo(5);
    assertThat(created.at("/first/items/0/product/name").asText())
        .isEqualTo(
            shop.column("SELECT name FROM tb_products WHERE id = md5('product:2')::uuid")
                .getFirst());
    assertThat(created.at("/first/rest").toString()).isEqualTo("[{\"quantity\":2}]");
    assertThat(
            shop.column(
                "SELECT order_number FROM tb_orders WHERE id = '"
                    + created.at("/id/id").asText()
                    + "'"))
        .containsExactly(created.get("number").asText());
  }

  @Test
  void valuesInTheDocumentAreAsGoodAsVariables() {
    JsonNode created =
        shop.data(
            """
                mutation($product: UUID!, $items: [OrderItemInput]!) {
                  all: createOrder(input: {customerId: "%1$s", items: $items, notes: null}) {
                    ... on CreateOrderSuccess { order { itemCount notes } } }
                  one: createOrder(input: {customerId: "%1$s",
                      items: [{productId: $product, quantity: 4}], notes: "x"}) {
                    ... on CreateOrderSuccess { order { notes items { quantity } } } }
                }
                """
                .formatted(Shop.id("customer:4")),
            Map.of(
                "product",
                Shop.id("product:3"),
                "items",
                List.of(Shop.item("product:1", 1), Shop.item("product:4", 1))));
    assertThat(created.toString())
        .isEqualTo(
            "{\"all\":{\"order\":{\"itemCount\":2,\"notes\":null}},"
                + "\"one\":{\"order\":{\"notes\":\"x\",\"items\":[{\"quantity\":4}]}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "no items,                 INVALID_INPUT",
    "201 items,                INVALID_INPUT",
    "4001 characters of notes, INVALID_INPUT",
    "an unknown customer,      CUSTOMER_NOT_FOUND",
    "an inactive customer,     CUSTOMER_NOT_FOUND",
    "another's address,        ADDRESS_NOT_FOUND",
    "an unknown product,       ITEMS_INVALID",
    "a retired product,        ITEMS_INVALID",
    "another price,            ITEMS_INVALID",
    "another's variant,        ITEMS_INVALID",
    "an unknown coupon,        COUPON_INVALID",
    "a used coupon,            COUPON_INVALID"
  })
  void whatIsRefusedHasItsCodeAndLeavesNothing(String fault, String code) {
    Map<String, @Nullable Object> input = new HashMap<>(twoLines("customer:5"));
    Map<String, @Nullable Object> line = Shop.item("product:1", 1);
    input.put("items", List.of(Shop.item("product:2", 1), line));
    shop.database.execute(
        "INSERT INTO tb_coupons (code, percent_off, max_uses, used) VALUES ('GONE', 10, 1, 1)"
            + " ON CONFLICT DO NOTHING");
    switch (fault) {
      case "no items" -> input.put("items", List.of());
      case "201 items" -> input.put("items", Collections.nCopies(201, Shop.item("product:1", 1)));
      case "4001 characters of notes" -> input.put("notes", "n".repeat(4001));
      case "an unknown customer" -> input.put("customerId", Shop.id("nobody"));
      case "an inactive customer" -> input.put("customerId", Shop.id("customer:32"));
      case "another's address" -> input.put("shippingAddressId", Shop.id("address:6:1"));
      case "an unknown product" -> line.put("productId", Shop.id("nothing"));
      case "a retired product" -> line.put("productId", Shop.id("product:49"));
      case "another price" -> line.put("price", "0.01");
      case "another's variant" -> line.put("variantId", Shop.id("variant:3:1"));
      case "an unknown coupon" -> input.put("couponCode", "NO SUCH");
      case "a used coupon" -> input.put("couponCode", "GONE");
      default -> throw new IllegalArgumentException(fault);
    }
    List<@Nullable String> before = Shop.everything(shop);
    JsonNode refused = create(input);
    assertThat(refused.path("code").asText()).as(refused.toString()).isEqualTo(code);
    assertThat(refused.get("message").asText()).isNotBlank().doesNotContain("tb_", "fn_");
    if (code.equals("ITEMS_INVALID")) {
      assertThat(refused.at("/details/0/line").asInt()).isEqualTo(2);
      assertThat(refused.at("/details/0/code").asText())
          .isEqualTo(
              switch (fault) {
                case "another price" -> "PRICE_CHANGED";
                case "another's variant" -> "VARIANT_UNAVAILABLE";
                default -> "PRODUCT_UNAVAILABLE";
              });
    }
    assertThat(Shop.everything(shop)).isEqualTo(before);
  }

  @Test
  void aQuantityOutOfRangeIsAFaultOfTheInputAndSaysWhere() {
    List<@Nullable String> before = Shop.everything(shop);
    for (int quantity : List.of(0, -1, 10_001)) {
      Response.Partial response =
          (Response.Partial)
              shop.execute(
                  CREATE,
                  Desk.input(
                      Shop.order(
                          "customer:5",
                          List.of(Shop.item("product:1", 1), Shop.item("product:2", quantity)))),
                  Caller.NOBODY);
      assertThat(response.failures().getFirst().problem().message())
          .isEqualTo(
              "The value of 'input.items[1].quantity' is not valid: From 1 to 10000 pieces can be"
                  + " ordered.");
    }
    assertThat(Shop.everything(shop)).isEqualTo(before);
  }
}
