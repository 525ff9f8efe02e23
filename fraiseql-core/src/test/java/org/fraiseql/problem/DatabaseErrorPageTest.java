package org.fraiseql.problem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors/database.md} what the problems themselves say. */
class DatabaseErrorPageTest {

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
          new DatabaseProblem.Failed("5f0c81d2"),
          new DatabaseProblem.OutcomeUnknown(),
          new DatabaseProblem.Conflict(),
          new DatabaseProblem.Locked(),
          new DatabaseProblem.TransactionOver("it was committed"));

  private static final ErrorPage PAGE =
      new ErrorPage(
          "database.md",
          "# Errors of callers and of the database: FQ-3xx, FQ-5xx\n\n"
              + "Generated from the problems themselves. None of them repeats what PostgreSQL said."
              + "\n\n",
          EXAMPLES);

  @Test
  void everyKindHasAnExampleAndACodeOfItsOwn() {
    PAGE.assertComplete(CallerProblem.class, DatabaseProblem.class);
  }

  @Test
  void thePageOfDatabaseErrorsIsUpToDate() throws IOException {
    PAGE.assertUpToDate();
  }
}
