package org.fraiseql.server;

import sun.misc.Signal;

/**
 * What a terminal or a process supervisor asks for. A stop that was asked for is a success, so
 * SIGTERM ends with 0; Ctrl-C ends with 130, as shells expect. The JVM's own codes would be 143 and
 * 130.
 */
public final class Signals {

  private Signals() {}

  /** From now on signals end the JVM by its shutdown hooks. */
  public static void endWithHooks() {
    Signal.handle(new Signal("TERM"), _ -> exit(0));
    Signal.handle(new Signal("INT"), _ -> exit(130));
  }

  /** Ends the JVM by its shutdown hooks, from whatever thread. */
  static void exit(int code) {
    Thread.ofPlatform().name("exit").start(() -> System.exit(code));
  }
}
