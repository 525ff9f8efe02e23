package org.fraiseql.server;

import java.io.PrintWriter;

/**
 * Where a program writes: its result to the standard output, all else to the error output.
 * Thread-safe.
 */
public record Console(PrintWriter out, PrintWriter err) {

  /** The process's own. */
  public static Console standard() {
    return new Console(new PrintWriter(System.out), new PrintWriter(System.err));
  }

  public void result(String line) {
    out.println(line);
    out.flush();
  }

  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
