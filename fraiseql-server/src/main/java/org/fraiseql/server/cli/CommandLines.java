package org.fraiseql.server.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.Console;
import org.fraiseql.server.ProblemText;
import org.fraiseql.server.ServerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line with all its commands. */
public final class CommandLines {

  private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /** Exit codes: 0 done, 1 failed, 2 called in a wrong way. */
  public static CommandLine create(Map<String, String> environment, IVersionProvider version) {
    CommandSpec top =
        CommandSpec.create()
            .name("fraiseql")
            .versionProvider(version)
            .mixinStandardHelpOptions(true);
    top.usageMessage()
        .description("Serves a PostgreSQL database of views as a typed GraphQL API.")
        .footer(
            "",
            "Options can be given by the environment too: --statement-timeout is"
                + " FRAISEQL_STATEMENT_TIMEOUT.");
    CommandLine line = new CommandLine(top);
    line.addSubcommand(new DemoCommand());
    line.addSubcommand(new InitCommand());
    line.addSubcommand(new DevCommand());
    line.addSubcommand(new ServeCommand());
    line.addSubcommand(new CheckCommand());
    line.addSubcommand(new SdlCommand());
    line.addSubcommand(new ExplainCommand());
    line.addSubcommand(new MigrateCommand());
    line.setDefaultValueProvider(new EnvironmentDefaults(environment));
    line.setParameterExceptionHandler(CommandLines::wrongCall);
    line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
    line.setExecutionStrategy(CommandLines::run);
    return line;
  }

  /** Where a command writes. */
  static Console console(CommandLine command) {
    return new Console(command.getOut(), command.getErr());
  }

  private static int run(CommandLine.ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      line.usage(line.getErr());
      return ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int wrongCall(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("fraiseql: " + sentence(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        err.println("  did you mean " + String.join(" or ", suggestions) + "?");
      }
    }
    err.println("  help: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(@Nullable String message) {
    return message == null ? "called in a wrong way" : message.lines().findFirst().orElse("");
  }

  private static int failed(Exception failure, CommandLine command) {
    Console console = console(command);
    switch (failure) {
      case ProblemException e ->
          e.problems().forEach(problem -> console.say(ProblemText.of(problem)));
      case ServerException e -> console.say("fraiseql: " + e.getMessage());
      default -> {
        console.say("fraiseql: failed unexpectedly; the log has the cause.");
        log.error("Unexpected failure", failure);
      }
    }
    return ExitCode.SOFTWARE;
  }
}
