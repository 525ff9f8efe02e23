package org.fraiseql.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors/database.md} what the problems themselves say. */
class DatabaseErrorPageTest {

  private static final Path PAGE = Path.of("../docs/errors/database.md");

  private static final List<Problem> EXAMPLES =
      List.of(
          new CallerProblem.MissingSetting("app.tenant_id"),
          new CallerProblem.RoleNotAllowed("admin"),
          new CallerProblem.UnknownSetting("app.colour"),
          new CallerProblem.InvalidSetting("app.tenant_id"),
          new DatabaseProblem.Misconfigured(
              "database URI, port",
              "The database's URI has a port that is no number from 1 to 65535.",
              "Write it as postgresql://user:password@host:port/database, with %XX for special characters."),
          new DatabaseProblem.Unreachable("db.example:5432/shop", "the connection was refused"),
          new DatabaseProblem.Unavailable(),
          new DatabaseProblem.Overloaded(),
          new DatabaseProblem.Timeout(Duration.ofSeconds(5)),
          new DatabaseProblem.Cancelled(),
          new DatabaseProblem.InvalidValue(),
          new DatabaseProblem.NotAllowed(),
          new DatabaseProblem.ResultTooLarge(40_000_000, 32 << 20),
          new DatabaseProblem.StaleSchema(),
          new DatabaseProblem.TooComplex(),
          new DatabaseProblem.Failed("p4qrsyh61fub"),
          new DatabaseProblem.OutcomeUnknown(),
          new DatabaseProblem.Conflict(),
          new DatabaseProblem.Locked());

  @Test
  void everyKindHasAnExampleAndACodeOfItsOwn() {
    assertThat(EXAMPLES.stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(CallerProblem.class, DatabaseProblem.class)
                .<Class<?>>flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .toList());
    assertThat(EXAMPLES.stream().map(Problem::code)).doesNotHaveDuplicates();
  }

  @Test
  void thePageOfDatabaseErrorsIsUpToDate() throws IOException {
    StringBuilder page =
        new StringBuilder("# Errors of callers and of the database: FQ-3xx, FQ-5xx\n\n");
    page.append(
        "Generated from the problems themselves. None of them repeats what PostgreSQL said.\n\n");
    page.append("| code | for example | what to do |\n|---|---|---|\n");
    for (Problem problem : EXAMPLES) {
      String help = problem.help();
      page.append(
          "| %s | %s | %s |\n"
              .formatted(problem.code(), problem.message(), help == null ? "" : help));
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("stale: run this test with -Dgolden.update=true")
        .isEqualTo(page.toString());
  }
}
