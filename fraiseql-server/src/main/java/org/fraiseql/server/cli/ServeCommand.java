package org.fraiseql.server.cli;

import java.util.concurrent.Callable;
import org.fraiseql.Settings;
import org.fraiseql.server.Console;
import org.fraiseql.server.FraiseQLServer;
import org.fraiseql.server.http.HttpSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves any database. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Serves a database over HTTP. Waits for it when it cannot be reached.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class ServeCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Mixin HttpArguments http;
  @Mixin DatabaseArguments arguments;
  @Mixin DatabaseAddress database;

  @Override
  public Integer call() throws InterruptedException {
    Console console = CommandLines.console(command.commandLine());
    HttpSettings httpSettings = http.settings(arguments);
    Settings settings = arguments.settings(database.uri());
    FraiseQLServer.at(settings.database())
        .settings(_ -> settings)
        .http(_ -> httpSettings)
        .serve(httpSettings.port(), console)
        .awaitStop();
    return 0;
  }
}
