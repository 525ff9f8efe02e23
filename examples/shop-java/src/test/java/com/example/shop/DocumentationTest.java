package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages about Java show is in this program. */
class DocumentationTest {

  private static final List<Path> PAGES =
      List.of(
          Path.of("../../docs/how-to/java.md"), Path.of("../../docs/reference/repositories.md"));
  private static final Path SOURCES = Path.of("src/main/java/com/example/shop");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void eachSnippetStandsInASourceFile() throws IOException {
    List<String> snippets =
        PAGES.stream()
            .map(DocumentationTest::read)
            .flatMap(page -> SNIPPET.matcher(page).results().map(found -> found.group(1)))
            .toList();
    assertThat(snippets).hasSizeGreaterThan(5);
    List<String> sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources = files.map(DocumentationTest::read).toList();
    }
    assertThat(snippets).allMatch(snippet -> sources.stream().anyMatch(s -> s.contains(snippet)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
