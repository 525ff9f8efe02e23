package org.fraiseql.check;

import io.vertx.core.Vertx;
import java.util.List;
import org.fraiseql.FraiseQL;
import org.fraiseql.Settings;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.RoutineRisk;
import org.fraiseql.testing.TestDatabase;

/** What the report says of the routines of a database, a line each. */
final class Checked {

  private Checked() {}

  static List<DefinitionProblem> check(Settings settings) {
    Vertx vertx = Vertx.vertx();
    try (FraiseQL engine = FraiseQL.open(vertx, settings)) {
      engine.ready().await();
      return engine.check().problems().stream().filter(RoutineRisk.class::isInstance).toList();
    } finally {
      vertx.close();
    }
  }

  static List<DefinitionProblem> check(TestDatabase database) {
    return check(Settings.of(database.uri()));
  }

  static String line(DefinitionProblem problem) {
    return "%s %s %s: %s"
        .formatted(problem.severity(), problem.code(), problem.place(), problem.message());
  }
}
