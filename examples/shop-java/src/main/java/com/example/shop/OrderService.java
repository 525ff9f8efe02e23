package com.example.shop;

import com.example.shop.FulfilOrderResult.FulfilOrderError;
import com.example.shop.FulfilOrderResult.FulfilOrderSuccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.fraiseql.repository.Outcome;
import org.fraiseql.repository.Session;

/** What takes several aggregates at once. */
final class OrderService {

  private final Session session;
  private final OrderRepository orders;
  private final InventoryRepository inventory;
  private final PaymentRepository payments;

  OrderService(Session session) {
    this.session = session;
    this.orders = new OrderRepository(session);
    this.inventory = new InventoryRepository(session);
    this.payments = new PaymentRepository(session);
  }

  /** Reserves the items, captures the payment, hands the order over: all of it or nothing. */
  FulfilOrderResult fulfilOrder(UUID orderId, UUID warehouseId) {
    try {
      return session.transaction(_ -> fulfil(orderId, warehouseId));
    } catch (Refused refusal) {
      return new FulfilOrderError(String.valueOf(refusal.getMessage()), refusal.code());
    }
  }

  private FulfilOrderSuccess fulfil(UUID orderId, UUID warehouseId) {
    Order order =
        orders.order(orderId).orElseThrow(() -> new Refused("Order not found", "ORDER_NOT_FOUND"));
    List<InventoryRepository.Item> items = new ArrayList<>();
    for (OrderItem item : order.items()) {
      Product product = Objects.requireNonNull(item.product(), "an order's product stays");
      if (!inventory.isAvailable(product.id(), warehouseId, item.quantity())) {
        throw new Refused("Insufficient inventory for " + product.name(), "OUT_OF_STOCK");
      }
      items.add(new InventoryRepository.Item(product.id(), item.quantity()));
    }
    Outcome reserved = Refused.unlessDone(inventory.reserve(orderId, warehouseId, items));
    Refused.unlessDone(payments.capture(orderId, order.total()));
    Outcome started = Refused.unlessDone(orders.startFulfilment(orderId, warehouseId));
    UUID reservation =
        UUID.fromString(Objects.requireNonNull(reserved.data()).get("reservation_id").asText());
    return new FulfilOrderSuccess(
        orders.order(orderId).orElseThrow(), reservation, started.message());
  }
}
