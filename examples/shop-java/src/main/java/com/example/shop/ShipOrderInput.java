package com.example.shop;

import java.util.UUID;
import org.fraiseql.api.Input;

/** Which order left, and how it can be followed. */
@Input
record ShipOrderInput(UUID orderId, String trackingNumber) {}
