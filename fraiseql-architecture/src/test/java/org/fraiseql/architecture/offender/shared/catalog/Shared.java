package org.fraiseql.architecture.offender.shared.catalog;

import java.util.concurrent.atomic.AtomicInteger;

@SuppressWarnings("all")
final class Shared {

  static int calls;
  static final AtomicInteger COUNTER = new AtomicInteger();
  static final String FINE = "fine";
}
