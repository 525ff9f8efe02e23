package com.example.shop;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.fraiseql.api.ReadModel;
import org.jspecify.annotations.Nullable;

/** An order with all that belongs to it. */
@ReadModel("v_order_aggregate")
record Order(
    UUID id,
    String orderNumber,
    OrderStatus status,
    @Nullable Customer customer,
    List<OrderItem> items,
    BigDecimal total,
    OffsetDateTime createdAt) {}
