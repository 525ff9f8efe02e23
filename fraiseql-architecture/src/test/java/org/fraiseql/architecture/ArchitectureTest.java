package org.fraiseql.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fraiseql.FraiseQL;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.fraiseql");

  /** What a rule says about its offender: one part of each of the expected sentences. */
  private record Red(ArchRule rule, String offender, List<String> sentences) {}

  private static final List<Red> REDS =
      List.of(
          new Red(
              Rules.PACKAGES_USE_ONLY_WHAT_STANDS_BELOW,
              "upward",
              List.of(
                  "attic.Thing is in a package without a place in the order",
                  "Constructor <org.fraiseql.architecture.offender.upward.sql.Low.<init>",
                  "Field <org.fraiseql.architecture.offender.upward.sql.Low.high>",
                  "Method <org.fraiseql.architecture.offender.upward.sql.Low.high()>")),
          new Red(Rules.PACKAGES_HAVE_NO_CYCLES, "cycle", List.of("Cycle detected")),
          new Red(
              Rules.PACKAGES_SAY_WHAT_THEY_HOLD, "vague", List.of("is in a package named util")),
          new Red(
              Rules.PACKAGES_ARE_NULL_MARKED,
              "unmarked",
              List.of("org.fraiseql.architecture.offender.unmarked.catalog is not @NullMarked")),
          new Red(
              Rules.GRAPHQL_JAVA_STAYS_AT_ITS_PLACE,
              "executor",
              List.of("Asker.<init>(graphql", "Asker.field> has", "Asker.field()> has")),
          new Red(
              Rules.THE_DATABASE_HAS_ONE_DOOR,
              "door",
              List.of("SideDoor.<init>(io.vertx", "SideDoor.pool> has", "SideDoor.pool()> has")),
          new Red(
              Rules.OPTIONAL_IS_ONLY_RETURNED,
              "wrapped",
              List.of("Wrapped.field> is an Optional", "Wrapped.take(java.util.Optional)> takes")),
          new Red(
              Rules.NOTHING_IS_INJECTED_INTO_FIELDS, "injected", List.of("Injected$Inject> on")),
          new Red(
              Rules.NOTHING_STATIC_CHANGES,
              "shared",
              List.of("Shared.COUNTER> is a AtomicInteger", "Shared.calls> is not final")),
          new Red(
              Rules.ONLY_COMMANDS_PRINT,
              "loud",
              List.of("printStackTrace()", "System.err>", "System.out>")));

  @TestFactory
  Stream<DynamicTest> the_house_keeps_every_rule() {
    return Rules.all().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> entry.getValue().check(HOUSE)));
  }

  @TestFactory
  Stream<DynamicTest> every_rule_finds_its_offender() {
    return REDS.stream().map(red -> DynamicTest.dynamicTest(red.offender(), () -> show(red)));
  }

  private static void show(Red red) {
    JavaClasses offender =
        new ClassFileImporter()
            .importPackages("org.fraiseql.architecture.offender." + red.offender());
    List<String> found =
        red.rule().evaluate(offender).getFailureReport().getDetails().stream().sorted().toList();
    assertThat(found).hasSameSizeAs(red.sentences());
    for (String sentence : red.sentences()) {
      assertThat(found).anyMatch(line -> line.contains(sentence), sentence);
    }
  }

  @Test
  void no_rule_is_without_its_offender() {
    assertThat(Rules.all().values())
        .containsExactlyInAnyOrderElementsOf(REDS.stream().map(Red::rule).toList());
  }

  @Test
  void the_modules_are_looked_at_and_tests_are_not() {
    assertThat(HOUSE.contain(FraiseQL.class)).isTrue();
    assertThat(HOUSE.contain("org.fraiseql.server.cli.Main")).isTrue();
    assertThat(HOUSE.contain(TestPostgres.class)).isTrue();
    assertThat(HOUSE.contain(Rules.class)).isFalse();
  }
}
