package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.fraiseql.Limits;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScarceStockTest {

  private static final int ORDERS = 1_000;
  private static final int ENOUGH_FOR = 300;
  private static final int EACH = 2;

  /** All of them wait in one line, however slow the machine is. */
  private static final Limits PATIENT =
      new Limits(
          100_000,
          12,
          2_000,
          50_000_000,
          1_000,
          100,
          32 << 20,
          Duration.ofMinutes(3),
          Duration.ofMinutes(3));

  private static final String STOCK =
      "product_id = '%s' AND warehouse_id = '%s'"
          .formatted(Shop.id("product:1"), Shop.id("warehouse:1"));

  private static final String CREATE =
      """
      mutation($input: CreateOrderInput!) {
        createOrder(input: $input) {
          ... on CreateOrderSuccess { order { id } }
          ... on CreateOrderError { code }
        }
      }
      """;

  private static final String FULFIL =
      """
      mutation($input: MarkOrderFulfillingInput!) {
        markOrderFulfilling(input: $input) {
          ... on MarkOrderFulfillingSuccess { status }
          ... on MarkOrderFulfillingError { code }
        }
      }
      """;

  /** One piece more than the orders that can be fulfilled need; it must stay where it is. */
  @Test
  void ofAThousandOrdersAtOnceAsManyAreFulfilledAsThereIsStockFor() {
    try (Engine shop = Engine.on(ShopDatabase.create(), settings -> settings.withLimits(PATIENT))) {
      shop.database.execute(
          "UPDATE tb_inventory SET reserved = 7, quantity = 7 + %d WHERE %s"
              .formatted(EACH * ENOUGH_FOR + 1, STOCK));
      List<Future<String>> chains = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        chains.add(chain(shop, 1 + i % 30));
      }
      Map<String, Long> answers =
          chains.stream()
              .map(chain -> chain.await())
              .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
      assertThat(answers)
          .isEqualTo(
              Map.of(
                  "{\"status\":\"fulfilling\"}",
                  (long) ENOUGH_FOR,
                  "{\"code\":\"OUT_OF_STOCK\"}",
                  (long) ORDERS - ENOUGH_FOR));
      assertThat(
              shop.column(
                  "SELECT reserved - 7 || ' of ' || quantity - 7 FROM tb_inventory WHERE " + STOCK))
          .containsExactly("%d of %d".formatted(EACH * ENOUGH_FOR, EACH * ENOUGH_FOR + 1));
      assertThat(
              shop.column(
                  """
                  SELECT o.status || ' ' || count(*) || ' ' || sum(i.quantity) || ' ' || count(f.order_id)
                  FROM tb_orders o JOIN tb_order_items i ON i.order_id = o.id
                  LEFT JOIN tb_order_fulfillment f ON f.order_id = o.id AND f.status = 'fulfilling'
                  WHERE o.notes = 'scarce' GROUP BY o.status ORDER BY o.status
                  """))
          .containsExactly(
              "fulfilling %1$d %2$d %1$d".formatted(ENOUGH_FOR, ENOUGH_FOR * EACH),
              "pending %d %d 0".formatted(ORDERS - ENOUGH_FOR, (ORDERS - ENOUGH_FOR) * EACH));
    }
  }

  private static Future<String> chain(Engine shop, int customer) {
    Map<String, @Nullable Object> order =
        Shop.order("customer:" + customer, List.of(Shop.item("product:1", EACH)));
    order.put("notes", "scarce");
    return execute(shop, CREATE, order)
        .compose(
            created -> {
              if (!(created instanceof Response.Data)) {
                return Future.succeededFuture(created.toString());
              }
              Map<String, @Nullable Object> input = new HashMap<>();
              input.put("orderId", answer(created).at("/order/id").asText());
              input.put("warehouseId", Shop.id("warehouse:1"));
              return execute(shop, FULFIL, input)
                  .map(
                      done ->
                          done instanceof Response.Data
                              ? answer(done).toString()
                              : done.toString());
            });
  }

  private static Future<Response> execute(
      Engine shop, String document, Map<String, @Nullable Object> input) {
    return shop.engine.execute(
        new Request(document, null, Desk.input(input)), Caller.NOBODY, new Cancellation());
  }

  private static JsonNode answer(Response response) {
    return Engine.parse(((Response.Data) response).body().toString()).get("data").iterator().next();
  }
}
