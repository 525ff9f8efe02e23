package com.example.shop;

import java.util.UUID;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Success;

/** What became of a fulfilment. */
sealed interface FulfilOrderResult {

  @Success
  record FulfilOrderSuccess(Order order, UUID reservationId, String message)
      implements FulfilOrderResult {}

  @Failure
  record FulfilOrderError(String message, String code) implements FulfilOrderResult {}
}
