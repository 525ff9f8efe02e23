package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.fraiseql.Explanation;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.Problem;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a query: a folder has {@code schema.sql}, {@code query.graphql} and perhaps
 * {@code variables.json}; {@code sdl.graphql} (types and enums), {@code statement.sql} and {@code
 * result.json}, or {@code problem.txt}, follow from them. {@code -Dgolden.update=true} writes them.
 */
class QueryGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/queries");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aQueryBecomesItsStatementAndItsResult(String name) throws IOException {
    Path folder = FOLDER.resolve(name);
    String schema = Files.readString(folder.resolve("schema.sql"));
    String query = Files.readString(folder.resolve("query.graphql"));
    Map<String, @Nullable Object> variables = variables(folder.resolve("variables.json"));
    try (Engine engine =
        Engine.on(TestPostgres.shared().createDatabase().execute(schema), settings -> settings)) {
      compare(folder.resolve("sdl.graphql"), types(engine.engine.sdl()));
      switch (engine.execute(query, variables, Caller.NOBODY)) {
        case Response.Data data -> {
          Explanation explained =
              engine.engine.explain(new Request(query, null, variables)).getFirst();
          compare(folder.resolve("statement.sql"), statement(explained));
          compare(folder.resolve("result.json"), data.body() + "\n");
        }
        case Response.Refused refused ->
            compare(folder.resolve("problem.txt"), rendered(refused.problems()));
        case Response.Partial partial -> throw new AssertionError(partial.failures());
        case Response.Failed failed -> throw new AssertionError(failed.problems());
      }
    }
  }

  private static Map<String, @Nullable Object> variables(Path file) throws IOException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    if (Files.exists(file)) {
      Engine.parse(Files.readString(file))
          .properties()
          .forEach(
              e -> variables.put(e.getKey(), Engine.JSON.convertValue(e.getValue(), Object.class)));
    }
    return variables;
  }

  private static void compare(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }
    assertThat(file).as("run with -Dgolden.update=true to write it").exists();
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  /** The types of documents: what belongs to filters and pages is the same everywhere. */
  private static String types(String sdl) {
    return Arrays.stream(sdl.replaceAll("(?s)\"\"\".*?\"\"\"\\n\\s*", "").split("\n\n"))
        .map(String::strip)
        .filter(block -> block.startsWith("type ") || block.startsWith("enum "))
        .filter(
            block ->
                !block.matches(
                    "(?s)(type (Query|PageInfo|\\w+Connection|\\w+Edge)|enum OrderDirection).*"))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String rendered(List<? extends Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                "error[%s]: %s%n  help: %s%n"
                    .formatted(problem.code(), problem.message(), problem.help()))
        .collect(Collectors.joining());
  }

  private static String statement(Explanation explained) {
    StringBuilder text = new StringBuilder(SqlLayout.of(explained.sql()));
    for (int i = 0; i < explained.parameters().size(); i++) {
      text.append("-- $%d: %s%n".formatted(i + 1, explained.parameters().get(i)));
    }
    return text.toString();
  }
}
