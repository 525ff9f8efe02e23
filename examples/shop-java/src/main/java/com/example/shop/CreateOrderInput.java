package com.example.shop;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fraiseql.api.Input;

/** A new order. */
@Input
record CreateOrderInput(
    UUID customerId,
    UUID shippingAddressId,
    UUID billingAddressId,
    @NotEmpty List<OrderItemInput> items,
    Optional<String> couponCode,
    Optional<@Size(max = 4000) String> notes) {}
