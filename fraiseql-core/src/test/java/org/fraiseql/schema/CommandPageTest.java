package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on commands says nothing of the shop that is not so. */
class CommandPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```sql\n-- examples/shop\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsExamplesAreThoseOfTheShop() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/commands.md"));
    List<String> lines =
        EXAMPLE
            .matcher(page)
            .results()
            .flatMap(found -> Arrays.stream(found.group(1).split("\n")))
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(lines).hasSizeGreaterThan(25);
    String shop = shop();
    assertThat(lines).allSatisfy(line -> assertThat(shop).contains(line.strip()));
  }

  private static String shop() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples/shop/sql"))) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .map(CommandPageTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itHasAllAnnotations() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/commands.md"));
    for (CommentText.On on :
        List.of(CommentText.On.ROUTINE, CommentText.On.ATTRIBUTE, CommentText.On.CONSTRAINT)) {
      assertThat(on.words()).allSatisfy(word -> assertThat(page).contains("| `@" + word));
    }
  }
}
