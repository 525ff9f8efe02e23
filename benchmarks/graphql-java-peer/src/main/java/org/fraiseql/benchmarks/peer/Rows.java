package org.fraiseql.benchmarks.peer;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What the statements answer; graphql-java reads the components by name. */
final class Rows {

  record Order(
      UUID id,
      String orderNumber,
      String status,
      BigDecimal total,
      OffsetDateTime createdAt,
      String notes,
      UUID customerId) {}

  record Customer(UUID id, String name, String email) {}

  record OrderItem(UUID id, UUID orderId, int quantity, BigDecimal price, UUID productId) {}

  record Product(
      UUID id,
      String sku,
      String name,
      String description,
      BigDecimal price,
      String status,
      UUID categoryId) {}

  record Category(UUID id, String name) {}

  private Rows() {}
}
