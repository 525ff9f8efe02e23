package com.example.shop;

import org.fraiseql.api.Description;
import org.fraiseql.api.Label;

/** How far an order has come; the column holds the labels. */
enum OrderStatus {
  @Label("pending")
  PENDING,
  @Label("paid")
  PAID,
  @Label("fulfilling")
  @Description("A warehouse has it.")
  FULFILLING,
  @Label("shipped")
  SHIPPED,
  @Label("delivered")
  DELIVERED,
  @Label("cancelled")
  CANCELLED
}
