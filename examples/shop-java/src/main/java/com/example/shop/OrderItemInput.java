package com.example.shop;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.UUID;
import org.fraiseql.api.Input;
import org.jspecify.annotations.Nullable;

/** A line of a new order. */
@Input
record OrderItemInput(
    UUID productId,
    @Nullable UUID variantId,
    @Min(1) @Max(100) int quantity,
    @Nullable BigDecimal price) {}
