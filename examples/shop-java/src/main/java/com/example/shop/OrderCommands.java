package com.example.shop;

import org.fraiseql.api.Mutation;

/** Commands that the database carries out alone; Java declares what they take and answer. */
interface OrderCommands {

  @Mutation(function = "fn_ship_order")
  ShipOrderResult shipOrder(ShipOrderInput input);
}
