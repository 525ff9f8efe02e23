package org.fraiseql.testing;

import org.jspecify.annotations.Nullable;

/** A test's database cannot be made, for a reason that its author can see to. */
final class SetupFailure extends RuntimeException {

  SetupFailure(String message) {
    super(message);
  }

  SetupFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
