package org.fraiseql.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.database.DatabaseUri;
import org.fraiseql.server.Console;
import org.fraiseql.server.migration.Migration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Installs what the server keeps in a database. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Installs or upgrades the schema fraiseql, where idempotency keys are kept. Run it as the"
            + " database's owner.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class MigrateCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Option(
      names = "--grant",
      split = ",",
      paramLabel = "ROLE",
      description = "A role that requests run as, which may use the schema from then on.")
  List<String> roles = new ArrayList<>();

  @Mixin DatabaseAddress database;

  @Override
  public Integer call() {
    Console console = CommandLines.console(command.commandLine());
    DatabaseUri uri = DatabaseOptions.of(database.uri()).uri();
    Migration migration = Migration.of(uri);
    migration.requireRoles(roles);
    console.result("schema fraiseql: " + migration.run());
    for (String role : roles) {
      migration.grant(role);
      console.result("schema fraiseql: may be used by " + role);
    }
    return ExitCode.OK;
  }
}
