package org.fraiseql.server.cli;

import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.fraiseql.FraiseQL;
import org.fraiseql.Report;
import org.fraiseql.server.Console;
import org.fraiseql.server.ProblemText;
import org.fraiseql.server.http.EventLoops;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the schema. */
@Command(
    name = "sdl",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Prints the GraphQL schema of a database, and its problems to standard error.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class SdlCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Mixin DatabaseArguments arguments;
  @Mixin DatabaseAddress database;

  @Override
  public Integer call() {
    Console console = CommandLines.console(command.commandLine());
    Vertx vertx = EventLoops.start();
    try (FraiseQL engine = FraiseQL.open(vertx, arguments.settings(database.uri()))) {
      Report report = Waiting.forDatabase(engine);
      report.problems().forEach(problem -> console.say(ProblemText.of(problem)));
      console.out().print(engine.sdl());
      console.out().flush();
      return 0;
    } finally {
      vertx.close();
    }
  }
}
