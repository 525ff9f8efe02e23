package org.fraiseql.server.cli;

/** Ends a command with a sentence for the person who called it; has no stack trace. */
final class CommandFailure extends RuntimeException {

  CommandFailure(String message) {
    super(message, null, false, false);
  }
}
