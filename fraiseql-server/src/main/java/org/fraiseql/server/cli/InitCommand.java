package org.fraiseql.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fraiseql.server.Console;
import org.fraiseql.server.init.NewProject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a project. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a small Maven project that runs: one aggregate, one command, one test.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class InitCommand implements Callable<Integer> {

  @Spec CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      defaultValue = ".",
      description = "A new or an empty folder. Default: this one.")
  Path directory;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the project is called. Default: as the folder.")
  @Nullable String name;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of its classes, such as org.acme.shop. Default: org.example.NAME.")
  @Nullable String packageName;

  @Override
  public Integer call() throws IOException {
    Console console = CommandLines.console(command.commandLine());
    String chosen = name == null ? folderName() : name;
    String java = packageName == null ? "org.example." + chosen.replace("-", "") : packageName;
    List<Path> files = new NewProject(chosen, java).writeTo(directory);
    files.forEach(file -> console.result(directory.resolve(file).normalize().toString()));
    console.say("");
    console.say("Next:");
    if (!directory.normalize().toString().isEmpty()) {
      console.say("  cd " + directory);
    }
    console.say("  ./mvnw verify                      runs the tests");
    console.say("  ./mvnw -q compile exec:java@dev    serves it and follows your changes");
    return ExitCode.OK;
  }

  private String folderName() {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
  }
}
