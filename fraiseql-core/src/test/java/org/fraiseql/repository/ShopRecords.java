package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Input;
import org.fraiseql.api.ReadModel;
import org.fraiseql.api.Success;
import org.jspecify.annotations.Nullable;

/** The shop's domain as a program declares it. */
final class ShopRecords {

  private ShopRecords() {}

  /** Text in the database. */
  enum OrderStatus {
    pending,
    paid,
    fulfilling,
    shipped,
    delivered,
    cancelled
  }

  @ReadModel("v_order_aggregate")
  record Order(
      UUID id,
      String orderNumber,
      OrderStatus status,
      @Nullable Customer customer,
      List<OrderItem> items,
      BigDecimal total,
      Optional<String> notes,
      OffsetDateTime createdAt) {}

  record OrderItem(UUID id, @Nullable Product product, int quantity, BigDecimal subtotal) {}

  @ReadModel("public.v_customers")
  record Customer(UUID id, String email, String name) {}

  @ReadModel("v_products")
  record Product(UUID id, String sku, String name, BigDecimal price) {}

  @ReadModel("v_projects")
  record Project(UUID id, String name) {}

  @Input
  record CreateOrderInput(
      UUID customerId, List<OrderItemInput> items, Optional<String> couponCode) {}

  record OrderItemInput(UUID productId, int quantity) {}

  sealed interface CreateOrderResult {
    @Success
    record CreateOrderSuccess(Order order, String message) implements CreateOrderResult {}

    @Failure
    record CreateOrderError(String message, String code, @Nullable JsonNode details)
        implements CreateOrderResult {}
  }
}
