package com.example.shop;

import java.util.UUID;

/** Who buys. */
record Customer(UUID id, String email, String name) {}
