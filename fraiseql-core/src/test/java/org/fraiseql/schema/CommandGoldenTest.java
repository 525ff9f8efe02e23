package org.fraiseql.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of routines: a folder has {@code database.sql}; {@code commands.graphqls}, with all
 * types that are there for commands, and {@code problems.txt} follow from it. {@code
 * -Dgolden.update=true} writes them.
 */
class CommandGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/commands");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void routinesBecomeCommandsOrProblems(String name) throws Exception {
    Path folder = FOLDER.resolve(name);
    String sql = Files.readString(folder.resolve("database.sql"));
    try (TestDatabase database = TestPostgres.shared().createDatabase().execute(sql)) {
      Schema schema = SchemaReader.read(database, Schema.Options.DEFAULT);
      Schema without = SchemaReader.readWithoutCommands(database);
      SchemaGoldenTest.compare(
          folder.resolve("commands.graphqls"), additional(schema.sdl(), without.sdl()));
      SchemaGoldenTest.compare(
          folder.resolve("problems.txt"), rendered(schema.problems(), without.problems()));
    }
  }

  /** The types that only the first has. */
  private static String additional(String sdl, String without) {
    Set<String> types = blocks(sdl);
    types.removeAll(blocks(without));
    return String.join("\n", types);
  }

  private static Set<String> blocks(String sdl) {
    return Arrays.stream(sdl.split("\n(?=\n(?:\"|type |union |enum |input |scalar ))"))
        .map(block -> block.strip() + "\n")
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String rendered(List<DefinitionProblem> with, List<DefinitionProblem> without) {
    return with.stream()
        .filter(problem -> !without.contains(problem))
        .map(CommandGoldenTest::rendered)
        .collect(Collectors.joining("\n"));
  }

  private static String rendered(DefinitionProblem problem) {
    StringBuilder text =
        new StringBuilder(problem.severity().name().toLowerCase(java.util.Locale.ROOT));
    text.append('[').append(problem.code()).append("]: ").append(problem.message());
    text.append("\n  --> ").append(problem.place()).append("\n  help: ").append(problem.help());
    if (problem.fix() != null) {
      text.append("\n  fix:\n").append(problem.fix().indent(4).stripTrailing());
    }
    return text.append('\n').toString();
  }
}
