package com.example.shop;

import java.util.List;
import java.util.UUID;
import org.fraiseql.repository.CqrsRepository;
import org.fraiseql.repository.Outcome;
import org.fraiseql.repository.Session;

/** What the warehouses have. */
final class InventoryRepository extends CqrsRepository {

  InventoryRepository(Session session) {
    super(session);
  }

  boolean isAvailable(UUID product, UUID warehouse, int quantity) {
    return exists(
        Stock.class,
        where("product_id")
            .eq(product)
            .and(where("warehouse_id").eq(warehouse))
            .and(where("available").gte(quantity)));
  }

  Outcome reserve(UUID order, UUID warehouse, List<Item> items) {
    return execute("fn_reserve_items", new Reservation(order, warehouse, items), Outcome.class);
  }

  record Reservation(UUID orderId, UUID warehouseId, List<Item> items) {}

  record Item(UUID productId, int quantity) {}
}
