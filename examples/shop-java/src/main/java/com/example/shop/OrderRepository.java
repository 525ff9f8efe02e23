package com.example.shop;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fraiseql.repository.CqrsRepository;
import org.fraiseql.repository.Outcome;
import org.fraiseql.repository.Session;
import org.fraiseql.repository.Where;
import org.jspecify.annotations.Nullable;

/** Orders: read through their view, changed by their commands. */
final class OrderRepository extends CqrsRepository {

  OrderRepository(Session session) {
    super(session);
  }

  Optional<Order> order(UUID id) {
    return findById(Order.class, id);
  }

  List<Order> ordersOf(UUID customer, @Nullable OrderStatus status, int limit) {
    Where theirs = where("customer_id").eq(customer);
    return query(
        Order.class,
        status == null ? theirs : theirs.and(where("status").eq(status)),
        orderBy("created_at").desc(),
        limit);
  }

  CreateOrderResult create(CreateOrderInput input) {
    return execute("fn_create_order", input, CreateOrderResult.class);
  }

  ShipOrderResult ship(UUID order, String trackingNumber) {
    return execute(
        "fn_ship_order", new ShipOrderInput(order, trackingNumber), ShipOrderResult.class);
  }

  Outcome startFulfilment(UUID order, UUID warehouse) {
    return execute("fn_start_fulfilment", new FulfilOrderInput(order, warehouse), Outcome.class);
  }
}
