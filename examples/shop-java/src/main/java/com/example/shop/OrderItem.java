package com.example.shop;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of an order. */
record OrderItem(UUID id, @Nullable Product product, int quantity, BigDecimal price) {}
