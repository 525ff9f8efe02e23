package com.example.shop;

import org.fraiseql.api.Failure;
import org.fraiseql.api.Success;
import org.jspecify.annotations.Nullable;

/** What became of a new order. */
sealed interface CreateOrderResult {

  @Success
  record CreateOrderSuccess(Order order, String message) implements CreateOrderResult {}

  @Failure
  record CreateOrderError(String message, String code, @Nullable String field)
      implements CreateOrderResult {}
}
