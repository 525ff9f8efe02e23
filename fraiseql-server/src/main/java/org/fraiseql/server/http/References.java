package org.fraiseql.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Short names under which failures stand in the log. */
final class References {

  private References() {}

  static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
