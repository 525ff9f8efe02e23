package org.fraiseql.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fraiseql.server.Console;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.ServerException;
import org.fraiseql.server.dev.Development;
import org.fraiseql.server.dev.Sources;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.http.HttpSettings;
import org.fraiseql.server.http.PageState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a project while it is being written. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a PostgreSQL of its own, applies a project's migrations, serves the result and",
      "follows every change of the files. What is broken is shown and changes nothing."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class DevCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Option(
      names = "--migrations",
      defaultValue = "src/main/resources/db/migration",
      paramLabel = "DIR",
      description = "Where the migrations are, named as for Flyway. Default: ${DEFAULT-VALUE}.")
  Path migrations;

  @Option(
      names = "--seed",
      paramLabel = "FILE",
      description = "SQL that fills a new database, after the migrations.")
  @Nullable Path seed;

  @Option(
      names = "--flyway",
      split = ",(?=[\\w.]+=)",
      splitSynopsisLabel = ",",
      paramLabel = "NAME=VALUE",
      description = "A setting of Flyway, such as placeholders.owner=app.")
  Map<String, String> flyway = new HashMap<>();

  @Mixin HttpArguments http;
  @Mixin DatabaseArguments arguments;

  @Override
  public Integer call() throws Exception {
    Console console = CommandLines.console(command.commandLine());
    if (!Files.isDirectory(migrations)) {
      throw new ServerException(
          "there is no folder '%s': call this in a project, or say --migrations"
              .formatted(migrations));
    }
    if (seed != null && !Files.isReadable(seed)) {
      throw new ServerException("there is no file '%s' to read the seed from".formatted(seed));
    }
    HttpSettings settings = http.settings(arguments);
    PageState page = new PageState();
    StopOrder order = StopOrder.begin();
    try {
      RunningServer server =
          order.start(() -> RunningServer.listen(settings, "the migrations have to run", page));
      console.say("starting PostgreSQL …");
      EmbeddedServer postgres = order.start(EmbeddedServer::start);
      if (arguments.role == null) {
        console.say(
            "requests run as a superuser, whom no rights and no policies hold back;"
                + " --role says as whom else");
      }
      new Development(
              server,
              postgres,
              new Sources(migrations, seed),
              flyway,
              arguments.role,
              arguments::settings,
              page,
              console)
          .run();
    } catch (Exception e) {
      if (!order.stopping()) {
        throw e;
      }
      // It fails because it is being stopped, and the process ends by itself.
    }
    StopOrder.awaitStop();
    return ExitCode.OK;
  }
}
