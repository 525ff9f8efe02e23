package com.example.shop;

import static org.fraiseql.repository.OrderBy.orderBy;
import static org.fraiseql.repository.Where.where;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.fraiseql.api.Description;
import org.fraiseql.api.Field;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Query;
import org.fraiseql.repository.Session;

/** Fields that Java answers. Each is plain blocking code on a thread of its own. */
final class OrderApi {

  private final Carrier carrier;

  OrderApi(Carrier carrier) {
    this.carrier = carrier;
  }

  @Query
  @Description("Orders that have waited longer than so many days, the oldest first.")
  List<Order> lateOrders(@Positive @Max(365) int days, Session session) {
    return session.query(
        Order.class,
        where("status")
            .in(List.of(OrderStatus.PENDING, OrderStatus.PAID))
            .and(where("created_at").lt(OffsetDateTime.now().minusDays(days))),
        orderBy("created_at").asc(),
        50);
  }

  @Query
  @Description("What a customer spent on orders that were not cancelled.")
  Money spentBy(UUID customerId, Session session) {
    BigDecimal amount =
        session
            .sql(
                Spent.class,
                """
                SELECT coalesce(sum(total_amount), 0) AS total
                FROM tb_orders WHERE customer_id = $1 AND status <> 'cancelled'
                """,
                customerId)
            .getFirst()
            .total();
    return new Money(amount, "EUR");
  }

  record Spent(BigDecimal total) {}

  @Mutation
  @Description("Places an order.")
  CreateOrderResult createOrder(CreateOrderInput input, Session session) {
    return new OrderRepository(session).create(input);
  }

  @Mutation
  @Description("Reserves, captures the payment and hands over to the warehouse: all or nothing.")
  FulfilOrderResult fulfilOrder(FulfilOrderInput input, Session session) {
    return new OrderService(session).fulfilOrder(input.orderId(), input.warehouseId());
  }

  /** What of an order decides what it costs to send. */
  record Parcel(UUID id, List<OrderItem> items) {}

  @Field(on = Order.class)
  @Description("What the carrier asks for; all orders of an answer are asked for at once.")
  List<Money> shippingQuote(List<Parcel> parcels, String country) {
    return carrier.quotes(parcels, country);
  }
}
