package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The reference document's own {@code fn_create_order}, exactly as published. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceCommandTest {

  private static final String CREATE =
      """
      mutation($input: JSON!) {
        createOrder(input: $input) {
          ... on CreateOrderSuccess { message }
          ... on CreateOrderError { message code field details }
        }
      }
      """;

  private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.fraiseql.command");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Engine reference;

  @BeforeAll
  void open() {
    reference = Engine.on(ReferenceDatabase.create());
  }

  @AfterAll
  void close() {
    if (reference != null) {
      reference.close();
    }
  }

  @BeforeEach
  void listen() {
    log.list.clear();
    log.start();
    LOG.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOG.detachAppender(log);
  }

  private static Map<String, @Nullable Object> order(Map<String, @Nullable Object> changes) {
    Map<String, @Nullable Object> item = new HashMap<>();
    item.put("product_id", Shop.id("product:1"));
    item.put("quantity", 2);
    item.put("price", 9.95);
    item.putAll(changes);
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("customer_id", changes.getOrDefault("customer_id", Shop.id("customer:1")));
    input.put("items", List.of(item));
    input.put("coupon_code", changes.get("coupon_code"));
    input.put("notes", "as published");
    return input;
  }

  private Response create(Map<String, @Nullable Object> changes) {
    return reference.execute(CREATE, Desk.input(order(changes)), Caller.NOBODY);
  }

  private JsonNode answer(Map<String, @Nullable Object> changes) {
    return reference.data(CREATE, Desk.input(order(changes))).get("createOrder");
  }

  @Test
  void itIsServedWithJsonAndTheReportSaysHowToTypeIt() {
    assertThat(reference.engine.sdl())
        .contains("createOrder(")
        .contains("input: JSON!")
        .doesNotContain("CreateOrderInput");
    assertThat(
            reference.engine.ready().await().problems().stream()
                .filter(problem -> String.valueOf(problem.place()).contains("fn_create_order"))
                .map(problem -> problem.code() + " " + problem.message() + " " + problem.help()))
        .anySatisfy(line -> assertThat(line).contains("create_order_input"));
  }

  @Test
  void whatItAcceptsIsThere() {
    reference.database.execute("DELETE FROM tb_order_items WHERE unit_price = 9.95");
    assertThat(answer(Map.of()).toString())
        .isEqualTo("{\"message\":\"Order created successfully\"}");
    assertThat(
            reference.column(
                "SELECT total_amount || ' ' || status FROM tb_orders o JOIN tb_order_items i ON"
                    + " i.order_id = o.id WHERE unit_price = 9.95"))
        .containsExactly("19.90 pending");
    assertThat(log.list).isEmpty();
  }

  @Test
  void itsHonestRefusalIsAnAnswerAndLeavesNothing() {
    List<@Nullable String> before = Shop.everything(reference);
    assertThat(answer(Map.of("customer_id", Shop.id("nobody"))).toString())
        .isEqualTo(
            "{\"message\":\"Customer not found or inactive\",\"code\":\"REFUSED\",\"field\":null,"
                + "\"details\":null}");
    assertThat(Shop.everything(reference)).isEqualTo(before);
    assertThat(log.list).isEmpty();
  }

  @Test
  void itsOwnExceptionIsItsAuthorsTextAndRollsBack() {
    reference.database.execute(
        "UPDATE tb_products SET status = 'retired' WHERE id = md5('product:3')::uuid");
    List<@Nullable String> before = Shop.everything(reference);
    for (String product : List.of("product:3", "no such product")) {
      JsonNode refused = answer(Map.of("product_id", Shop.id(product)));
      assertThat(refused.get("message").asText())
          .isEqualTo("One or more products are not available");
      assertThat(refused.get("code").asText()).isEqualTo("REFUSED");
    }
    assertThat(Shop.everything(reference)).isEqualTo(before);
    assertThat(log.list).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coupon_code | TENOFF | fn_apply_coupon(uuid, text) does not exist",
        "customer_id | abc | invalid input syntax for type uuid: \"abc\"",
        "product_id | abc | invalid input syntax for type uuid: \"abc\"",
        "product_id | | null value in column \"product_id\"",
        "quantity | many | invalid input syntax for type integer: \"many\"",
        "price | 99999999999 | numeric field overflow"
      })
  void whatPostgresSaysIsForTheLogAlone(String key, @Nullable String value, String said) {
    List<@Nullable String> before = Shop.everything(reference);
    Map<String, @Nullable Object> changes = new HashMap<>();
    changes.put(key, value);
    Response.Partial response = (Response.Partial) create(changes);
    assertThat(response.data().toString()).isEqualTo("{\"createOrder\":null}");
    assertThat(response.failures()).hasSize(1);
    String told = response.failures().getFirst().problem().message();
    assertThat(response.failures().getFirst().problem().code()).isEqualTo("FQ-402");
    assertThat(told)
        .matches(
            "The command 'createOrder' failed, so nothing was changed\\. Reference: [0-9a-f]{8}");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getFormattedMessage())
        .contains(told.substring(told.length() - 8), said);
    assertThat(Shop.everything(reference)).isEqualTo(before);
  }

  /** One line of comment is all that it takes to get the order back with it. */
  @Test
  void aCommentGivesItAPayload() {
    try (Engine commented =
        Engine.on(
            ReferenceDatabase.create()
                .execute(
                    "COMMENT ON FUNCTION fn_create_order(jsonb) IS '@returns v_order_aggregate as order'"))) {
      assertThat(
              commented
                  .data(
                      """
                      mutation($input: JSON!) { createOrder(input: $input) { ... on CreateOrderSuccess {
                        order { status itemCount total items { quantity } } } } }
                      """,
                      Desk.input(order(Map.of())))
                  .toString())
          .isEqualTo(
              "{\"createOrder\":{\"order\":{\"status\":\"pending\",\"itemCount\":1,\"total\":19.9,"
                  + "\"items\":[{\"quantity\":2}]}}}");
    }
  }
}
