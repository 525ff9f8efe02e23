package com.example.shop;

import java.math.BigDecimal;
import java.util.UUID;

/** What can be bought. */
record Product(UUID id, String name, BigDecimal price) {}
