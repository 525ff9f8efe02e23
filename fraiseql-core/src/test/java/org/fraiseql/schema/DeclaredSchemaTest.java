package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fraiseql.ShopDatabase;
import org.fraiseql.api.Description;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Field;
import org.fraiseql.api.Input;
import org.fraiseql.api.Label;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Omittable;
import org.fraiseql.api.Query;
import org.fraiseql.api.ReadModel;
import org.fraiseql.api.Success;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeclaredSchemaTest {

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
    @Description("It will never arrive.")
    CANCELLED
  }

  record Product(UUID id, String name, BigDecimal price) {}

  record OrderItem(UUID id, @Nullable Product product, int quantity, BigDecimal price) {}

  record Customer(UUID id, String email, String name) {}

  @ReadModel("v_order_aggregate")
  record Order(
      UUID id,
      String orderNumber,
      OrderStatus status,
      @Nullable Customer customer,
      List<OrderItem> items,
      BigDecimal total,
      OffsetDateTime createdAt) {}

  @Input
  record OrderItemInput(UUID productId, int quantity) {}

  @Input
  record CreateOrderInput(
      UUID customerId, List<OrderItemInput> items, Optional<String> couponCode) {}

  @Input
  record Note(UUID orderId, Omittable<String> text, JsonNode extra) {}

  sealed interface CreateOrderResult {
    @Success
    record CreateOrderSuccess(Order order, String message) implements CreateOrderResult {}

    @Failure
    record CreateOrderError(String message, String code, @Nullable String field)
        implements CreateOrderResult {}
  }

  sealed interface Found permits Hit, Miss {
    String title();
  }

  record Hit(String title, int score) implements Found {}

  record Miss(String title) implements Found {}

  record Quote(BigDecimal amount, String currency) {}

  interface Commands {
    @Mutation(function = "fn_create_order")
    @Description("Orders something.")
    CreateOrderResult createOrder(CreateOrderInput input);
  }

  static final class Api {
    @Query
    List<Order> lateOrders(int days, @Nullable OrderStatus status) {
      return List.of();
    }

    @Query
    List<Found> find(String text) {
      return List.of();
    }

    @Mutation
    boolean annotate(Note note) {
      return true;
    }

    @Field(on = Order.class)
    Map<Order, Quote> shippingQuote(List<Order> orders, String country) {
      return Map.of();
    }
  }

  static Declarations declared(Object... apis) {
    return DeclarationReader.read(List.of(apis), Set.of());
  }

  @Test
  void recordsMethodsAndEnumsStandInTheSchema() throws Exception {
    try (TestDatabase shop = ShopDatabase.create()) {
      Schema schema =
          SchemaReader.read(shop, declared(new Api(), Commands.class), Schema.Options.DEFAULT);
      assertThat(schema.problems())
          .filteredOn(problem -> problem.severity() == DefinitionProblem.Severity.ERROR)
          .isEmpty();
      assertThat(lines(schema, "type Order {"))
          .contains(
              "  status: OrderStatus!",
              "  customer: Customer",
              "  total: Decimal!",
              "  createdAt: DateTime!",
              "  shippingQuote(country: String!): Quote")
          .doesNotContain("  notes: String");
      assertThat(lines(schema, "input CreateOrderInput {"))
          .containsExactly(
              "  customerId: UUID!", "  items: [OrderItemInput!]!", "  couponCode: String");
      assertThat(lines(schema, "interface Found {")).containsExactly("  title: String!");
      assertThat(lines(schema, "type Hit implements Found {"))
          .containsExactly("  title: String!", "  score: Int!");
      assertThat(lines(schema, "type CreateOrderError {"))
          .containsExactly("  message: String!", "  code: String!", "  field: String");
      assertThat(lines(schema, "type Mutation {"))
          .contains("  annotate(note: Note!): Boolean", "  Orders something.");
      assertThat(schema.sdl())
          .contains("union CreateOrderResult = CreateOrderSuccess | CreateOrderError")
          .contains("  lateOrders(days: Int!, status: OrderStatus): [Order!]!");
    }
  }

  /** The lines of a definition. */
  private static List<String> lines(Schema schema, String head) {
    return schema
        .sdl()
        .lines()
        .dropWhile(line -> !line.equals(head))
        .skip(1)
        .takeWhile(line -> !line.equals("}"))
        .toList();
  }
}
