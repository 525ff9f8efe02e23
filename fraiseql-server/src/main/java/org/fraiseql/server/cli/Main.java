package org.fraiseql.server.cli;

import org.fraiseql.server.Version;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        CommandLines.create(System.getenv(), () -> new String[] {"fraiseql " + Version.current()})
            .execute(arguments));
  }
}
