package org.fraiseql.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A page of the documentation that is made of examples of problems. */
final class ErrorPage {

  private final Path path;
  private final String head;
  private final List<? extends Problem> examples;

  /**
   * @param name of the file in {@code docs/errors}
   */
  ErrorPage(String name, String head, List<? extends Problem> examples) {
    this.path = Path.of("../docs/errors", name);
    this.head = head;
    this.examples = examples;
  }

  /** Every kind of problem has an example, and a code of its own. */
  void assertComplete(Class<?>... kinds) {
    assertThat(examples.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(kinds)
                .<Class<?>>flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .toList());
    assertThat(examples.stream().map(Problem::code)).doesNotHaveDuplicates();
  }

  void assertUpToDate() throws IOException {
    StringBuilder page = new StringBuilder(head);
    page.append("| code | for example | what to do |\n|---|---|---|\n");
    for (Problem problem : examples) {
      String help = problem.help();
      page.append(
          "| %s | %s | %s |\n"
              .formatted(problem.code(), problem.message(), help == null ? "" : help));
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(path, page);
    }
    assertThat(Files.readString(path))
        .as("stale: run this test with -Dgolden.update=true")
        .isEqualTo(page.toString());
  }
}
