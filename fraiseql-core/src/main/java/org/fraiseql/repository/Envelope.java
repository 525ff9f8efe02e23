package org.fraiseql.repository;

import org.jspecify.annotations.Nullable;

/**
 * What a command can be given besides its input. Immutable.
 *
 * @param idempotencyKey the same key is carried out once, and answered with the same
 * @param expectedVersion the version that the aggregate must have
 */
public record Envelope(@Nullable String idempotencyKey, @Nullable Long expectedVersion) {

  public static final Envelope NONE = new Envelope(null, null);

  public static Envelope key(String idempotencyKey) {
    return new Envelope(idempotencyKey, null);
  }

  public static Envelope version(long expectedVersion) {
    return new Envelope(null, expectedVersion);
  }
}
