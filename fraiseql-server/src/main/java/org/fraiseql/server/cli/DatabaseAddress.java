package org.fraiseql.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the database is. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DatabaseAddress {

  @Spec(Target.MIXEE)
  CommandSpec command;

  @Option(
      names = "--database",
      paramLabel = "URI",
      description = "postgresql://user:password@host:port/database")
  @Nullable String database;

  /** Asked here, not by picocli, which would not get to see that the option is misspelt. */
  String uri() {
    if (database == null) {
      throw new ParameterException(
          command.commandLine(),
          "--database is missing: postgresql://user:password@host:port/database");
    }
    return database;
  }
}
