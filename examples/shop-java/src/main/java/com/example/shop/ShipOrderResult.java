package com.example.shop;

import org.fraiseql.api.Failure;
import org.fraiseql.api.Success;

/** What became of a shipment. */
sealed interface ShipOrderResult {

  @Success
  record ShipOrderSuccess(Order order, String message) implements ShipOrderResult {}

  @Failure
  record ShipOrderError(String message, String code) implements ShipOrderResult {}
}
