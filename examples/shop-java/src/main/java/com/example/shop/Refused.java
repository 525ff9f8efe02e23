package com.example.shop;

import java.util.Objects;
import org.fraiseql.repository.Outcome;

/** A command's refusal, where it ends more than that command: what was done before is undone. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  Refused(String message, String code) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The outcome, if the command accepted. */
  static Outcome unlessDone(Outcome outcome) {
    if (!outcome.success()) {
      throw new Refused(outcome.message(), Objects.requireNonNullElse(outcome.code(), "REFUSED"));
    }
    return outcome;
  }

  String code() {
    return code;
  }
}
