package org.fraiseql.database;

/**
 * What the statements of one text have cost lately, so that a slow one is known before it is sent.
 * Confined to an event loop.
 */
final class Profile {

  /** Statements above it get nobody behind them. */
  private static final long SLOW_NANOS = 5_000_000;

  private long nanos;

  /** Takes a statement's time into account; the last ones count most. */
  void took(long last) {
    nanos += (last - nanos) / 4;
  }

  boolean isSlow() {
    return nanos > SLOW_NANOS;
  }
}
