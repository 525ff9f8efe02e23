package org.fraiseql.server.cli;

import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.fraiseql.FraiseQL;
import org.fraiseql.Report;
import org.fraiseql.server.Console;
import org.fraiseql.server.ProblemText;
import org.fraiseql.server.StartReport;
import org.fraiseql.server.http.EventLoops;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what serve reports at its start, and what takes longer to find. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reports what is wrong in a database, with SQL that puts it right.",
      "Ends with 1 if there are errors, with 0 if there are none or only notices."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class CheckCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Mixin DatabaseArguments arguments;
  @Mixin DatabaseAddress database;

  @Override
  public Integer call() {
    Console console = CommandLines.console(command.commandLine());
    Vertx vertx = EventLoops.start();
    try (FraiseQL engine = FraiseQL.open(vertx, arguments.settings(database.uri()))) {
      Waiting.forDatabase(engine);
      Report report = engine.check();
      console.out().print(StartReport.of(report));
      console.out().flush();
      return report.problems().stream().anyMatch(ProblemText::isError)
          ? ExitCode.SOFTWARE
          : ExitCode.OK;
    } finally {
      vertx.close();
    }
  }
}
