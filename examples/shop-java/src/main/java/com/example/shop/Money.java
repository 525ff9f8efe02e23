package com.example.shop;

import java.math.BigDecimal;

/** An amount in a currency. */
record Money(BigDecimal amount, String currency) {}
