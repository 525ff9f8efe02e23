package org.fraiseql.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors/request.md} what the table of codes and the golden files say. */
class RequestCodeTest {

  private static final Path PAGE = Path.of("../docs/errors/request.md");
  private static final Path EXAMPLES = Path.of("src/test/resources/golden/problems");

  @Test
  void thePageOfRequestErrorsIsUpToDate() throws IOException {
    String page = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(PAGE.toAbsolutePath().getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("stale: run this test with -Dgolden.update=true")
        .isEqualTo(page);
  }

  @Test
  void codesAreUniqueAndEachHasAnExample() throws IOException {
    assertThat(Stream.of(RequestCode.values()).map(code -> code.code)).doesNotHaveDuplicates();
    List<String> examples = examples();
    assertThat(RequestCode.values())
        .filteredOn(
            code -> code != RequestCode.MALFORMED_REQUEST && code != RequestCode.MALFORMED_CURSOR)
        .allSatisfy(code -> assertThat(examples).anyMatch(e -> e.contains(mark(code))));
  }

  private static String mark(RequestCode code) {
    return "error[" + code.code + "]";
  }

  private static boolean isShort(String example) {
    return !example.startsWith(" ") && example.length() < 1_500;
  }

  private static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().map(RequestCodeTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page() throws IOException {
    List<String> examples = examples();
    StringBuilder page = new StringBuilder("# Errors of requests: FQ-1xx\n\n");
    page.append("Generated from the table of codes and from the golden files of the tests.\n\n");
    page.append("| code | what is wrong |\n|---|---|\n");
    for (RequestCode code : RequestCode.values()) {
      page.append("| [%s](#%s) | %s |%n".formatted(code.code, anchor(code), code.cause));
    }
    for (RequestCode code : RequestCode.values()) {
      page.append("%n## %s%n%n%s %s%n".formatted(code.code, code.cause, code.remedy));
      examples.stream()
          .filter(example -> isShort(example) && example.contains(mark(code)))
          .findFirst()
          .ifPresent(
              example -> page.append("\n```\n" + example.replace("\n---\n", "\n\n") + "```\n"));
    }
    return page.toString();
  }

  private static String anchor(RequestCode code) {
    return code.code.toLowerCase(Locale.ROOT);
  }
}
