package com.example.shop;

import java.util.UUID;
import org.fraiseql.api.ReadModel;

/** What a warehouse has of a product. */
@ReadModel("v_stock")
record Stock(UUID id, UUID productId, UUID warehouseId, int available) {}
