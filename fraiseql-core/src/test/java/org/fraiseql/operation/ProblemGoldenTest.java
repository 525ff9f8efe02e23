package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every text that a client can get for a wrong request. A folder of files, each with the request
 * and what it is answered, those named {@code ….commands.txt} on a schema with commands; {@code
 * -Dgolden.update=true} writes the answers anew.
 */
class ProblemGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/problems");
  private static final String ANSWER = "---\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String COMMANDS = ".commands.txt";

  private final Documents documents = ShopSchema.documents();
  private final Documents commands = CommandSchema.documents();

  @TestFactory
  List<DynamicTest> aWrongRequestIsAnsweredAsItsGoldenFileSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files.sorted().forEach(f -> tests.add(DynamicTest.dynamicTest(name(f), () -> check(f))));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private void check(Path file) throws IOException {
    String whole = Files.readString(file);
    String request = whole.substring(0, whole.indexOf(ANSWER));
    Documents asked = name(file).endsWith(COMMANDS) ? commands : documents;
    String answer = Rendered.of(problems(asked, request));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, request + ANSWER + answer);
    } else {
      assertThat(answer).isEqualTo(whole.substring(request.length() + ANSWER.length()));
    }
  }

  /** A request is a document, then lines of {@code variables:} and {@code operation:} if needed. */
  private static List<? extends Problem> problems(Documents documents, String request) {
    StringBuilder text = new StringBuilder();
    Map<String, @Nullable Object> variables = Map.of();
    String operation = null;
    for (String line : request.lines().toList()) {
      if (line.startsWith("variables: ")) {
        variables = json(line.substring("variables: ".length()));
      } else if (line.startsWith("operation: ")) {
        operation = line.substring("operation: ".length());
      } else {
        text.append(line).append('\n');
      }
    }
    try {
      Prepared prepared = documents.parse(text.toString()).operation(operation);
      prepared.resolve(prepared.variables(variables));
      throw new AssertionError("nothing is wrong with " + request);
    } catch (ProblemException e) {
      return e.problems();
    }
  }

  private static Map<String, @Nullable Object> json(String text) {
    try {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
        map.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Object.class));
      }
      return map;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
