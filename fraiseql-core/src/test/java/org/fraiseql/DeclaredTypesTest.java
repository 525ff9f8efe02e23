package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Input;
import org.fraiseql.api.Label;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.ReadModel;
import org.fraiseql.api.Success;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Types that Java declares, and that compiled statements answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeclaredTypesTest {

  enum OrderStatus {
    @Label("pending")
    PENDING,
    @Label("paid")
    PAID,
    @Label("fulfilling")
    FULFILLING,
    @Label("shipped")
    SHIPPED,
    @Label("delivered")
    DELIVERED,
    @Label("cancelled")
    CANCELLED
  }

  @ReadModel("v_order_aggregate")
  record Order(UUID id, OrderStatus status, BigDecimal total, @Nullable String notes) {}

  @Input
  record Line(UUID productId, int quantity, @Nullable BigDecimal price) {}

  @Input
  record NewOrder(
      UUID customerId,
      UUID shippingAddressId,
      UUID billingAddressId,
      List<Line> items,
      @Nullable String notes) {}

  sealed interface Ordered {
    @Success
    record Accepted(Order order, String message) implements Ordered {}

    @Failure
    record Refused(String message, String code, @Nullable String field) implements Ordered {}
  }

  interface Commands {
    @Mutation(function = "fn_create_order")
    Ordered order(NewOrder input);
  }

  private final Engine engine =
      Engine.on(
          ShopDatabase.create(),
          settings -> settings.withApi(List.of(Order.class, Commands.class)));

  @BeforeAll
  void begin() {
    assertThat(engine.engine.ready().await().problems())
        .noneMatch(problem -> problem.severity() == DefinitionProblem.Severity.ERROR);
  }

  @AfterAll
  void end() {
    engine.close();
  }

  @Test
  void anEnumStandsForTheTextsOfItsLabels() {
    assertThat(
            engine.data(
                "{ orders(where: {status: {in: [PAID, SHIPPED]}}, orderBy: {total: DESC}, limit: 3)"
                    + " { status total } }"))
        .isEqualTo(
            asked(
                "SELECT jsonb_build_object('orders', jsonb_agg(jsonb_build_object('status',"
                    + " upper(status), 'total', total_amount) ORDER BY total_amount DESC, id)) FROM"
                    + " (SELECT * FROM tb_orders WHERE status IN ('paid', 'shipped') ORDER BY"
                    + " total_amount DESC, id LIMIT 3) o"));
  }

  @Test
  void aFunctionsTypesAreThoseOfJava() {
    @Nullable String input =
        engine
            .column(
                "SELECT jsonb_build_object('customerId', c.id, 'shippingAddressId', a.id,"
                    + " 'billingAddressId', a.id, 'items', jsonb_build_array(jsonb_build_object("
                    + "'productId', (SELECT id FROM tb_products WHERE status = 'active' ORDER BY id"
                    + " LIMIT 1), 'quantity', 2)), 'notes', 'mind the dog') FROM tb_customers c JOIN"
                    + " tb_customer_addresses a ON a.customer_id = c.id WHERE c.status = 'active' ORDER"
                    + " BY c.id, a.id LIMIT 1")
            .getFirst();
    String document =
        "mutation($input: NewOrder!) { order(input: $input) { __typename ... on Accepted { message"
            + " order { status notes } } ... on Refused { code field } } }";
    assertThat(engine.data(document, variables(input)).toString())
        .contains("\"__typename\":\"Accepted\"", "\"status\":\"PENDING\"", "mind the dog");
    String none = String.valueOf(input).replaceAll("\"quantity\": \\d+", "\"quantity\": 0");
    assertThat(engine.failures(document, variables(none))).containsExactly("order FQ-403");
    String unknown =
        String.valueOf(input).replaceFirst("(\"customerId\": \")[^\"]*", "$1" + UUID.randomUUID());
    assertThat(engine.data(document, variables(unknown)).toString())
        .contains("\"__typename\":\"Refused\"", "\"code\":");
  }

  @ReadModel("v_customers")
  record Unfit(UUID id, int email) {}

  @Test
  void aDeclarationThatDoesNotFitIsLeftOutAlone() {
    try (Engine other =
        Engine.on(ShopDatabase.create(), settings -> settings.withApi(List.of(Unfit.class)))) {
      assertThat(other.engine.ready().await().problems())
          .filteredOn(DeclarationProblem.class::isInstance)
          .extracting(DefinitionProblem::code)
          .contains("FQ-252");
      assertThat(other.engine.sdl()).contains("type Unfit {\n  id: UUID!\n}");
      assertThat(other.data("{ unfits(limit: 1) { id } }").at("/unfits")).hasSize(1);
    }
  }

  @Test
  void strictlyItIsARefusalToBegin() {
    assertThatThrownBy(
            () ->
                Engine.on(
                    ShopDatabase.create(),
                    settings -> settings.withApi(List.of(Unfit.class)).withStrict(true)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems()).extracting(Problem::code).containsExactly("FQ-252"));
  }

  private JsonNode asked(String sql) {
    return Engine.parse(String.valueOf(engine.column(sql).getFirst()));
  }

  private static Map<String, @Nullable Object> variables(@Nullable String input) {
    return Map.of(
        "input", Engine.JSON.convertValue(Engine.parse(String.valueOf(input)), Map.class));
  }
}
