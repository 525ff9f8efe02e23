package org.fraiseql.problem;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Short names that a client can be told and under which the log has all the rest. Thread-safe. */
public final class References {

  private References() {}

  /** A new one, of 8 hexadecimal digits. */
  public static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
