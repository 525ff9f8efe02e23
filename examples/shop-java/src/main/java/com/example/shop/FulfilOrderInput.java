package com.example.shop;

import java.util.UUID;
import org.fraiseql.api.Input;

/** Which order, from where. */
@Input
record FulfilOrderInput(UUID orderId, UUID warehouseId) {}
