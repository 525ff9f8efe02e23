package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.ShopDatabase;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is said of declarations that do not fit: a file for each case of the {@link Gallery}; {@code
 * -Dgolden.update=true} writes them anew.
 */
class DeclarationGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/declarations");

  @TestFactory
  Stream<DynamicTest> aDeclarationThatDoesNotFitIsToldAsItsGoldenFileSays() {
    return Gallery.cases().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(), () -> check(each.getKey(), each.getValue())));
  }

  @Test
  void eachProblemIsInTheGallery() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    for (int code = 251; code <= 263; code++) {
      // Only a class path without a validator has it.
      if (code != 262) {
        assertThat(all).contains("[FQ-" + code + "]");
      }
    }
  }

  private static void check(String name, List<Object> apis) throws Exception {
    Path file = FOLDER.resolve(name + ".txt");
    try (TestDatabase shop = ShopDatabase.create()) {
      Schema schema =
          SchemaReader.read(shop, DeclarationReader.read(apis, Set.of()), Schema.Options.DEFAULT);
      String told =
          schema.problems().stream()
              .filter(problem -> !(problem instanceof DefinitionProblem.TypeNameTaken))
              .filter(DeclarationProblem.class::isInstance)
              .map(DeclarationGoldenTest::rendered)
              .sorted()
              .collect(Collectors.joining("\n"));
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, told);
      }
      assertThat(told).isNotEmpty().isEqualTo(Files.readString(file));
    }
  }

  private static String rendered(DefinitionProblem problem) {
    return "%s[%s]: %s%n  --> %s%n  help: %s%n"
        .formatted(
            problem.severity().name().toLowerCase(Locale.ROOT),
            problem.code(),
            problem.message(),
            problem.place(),
            problem.help())
        .replace("org.fraiseql.schema.Gallery", "org.acme");
  }
}
