package org.fraiseql.server.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLines.create(System.getenv(), new Version()).execute(arguments));
  }

  /** Reads the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"fraiseql " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
