package org.fraiseql.definition;

/**
 * A definition, or a part of one, is outside what we read. The message completes "is not
 * understood: …".
 */
final class NotUnderstood extends RuntimeException {

  NotUnderstood(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
