package org.fraiseql.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Routine;
import org.fraiseql.catalog.RoutineBody;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.RoutineRisk;
import org.fraiseql.sql.Identifiers;

/**
 * What the catalogue tells of routines that can do harm. Pure; {@link BodyCheck} asks the database.
 */
public final class RoutineCheck {

  /** What bounded contexts share, so that a type there belongs to none of them. */
  private static final Set<String> SHARED = Set.of("public", "fraiseql");

  private final Set<Routine> commands;
  private final List<String> callers;
  private final List<DefinitionProblem> found = new ArrayList<>();

  private RoutineCheck(Set<Routine> commands, List<String> callers) {
    this.commands = commands;
    this.callers = callers;
  }

  /**
   * Looks at the routines that are served.
   *
   * @param routines all {@code fn_…} of the served contexts
   * @param commands those that clients can call
   * @param callers the roles that requests run as
   */
  public static List<DefinitionProblem> of(
      List<Routine> routines, Collection<Routine> commands, List<String> callers) {
    RoutineCheck check = new RoutineCheck(Set.copyOf(commands), callers);
    routines.forEach(check::look);
    return List.copyOf(check.found);
  }

  private void look(Routine routine) {
    String signature = routine.signature();
    if (routine.securityDefiner() && !routine.searchPath()) {
      String context = Identifiers.quoteIfNeeded(routine.context());
      found.add(
          new RoutineRisk.CallersSearchPath(
              signature,
              "ALTER FUNCTION %s SET search_path = pg_catalog, %s, pg_temp;"
                  .formatted(signature, context)));
    }
    boolean command = commands.contains(routine);
    if (routine.publicMayExecute() && (command || routine.securityDefiner())) {
      found.add(
          new RoutineRisk.PublicExecute(
              signature, routine.securityDefiner(), grantToCallers(signature)));
    }
    if (routine.language().equals("plpgsql")) {
      for (int line : RoutineBody.of(routine.source()).swallowingLines()) {
        found.add(new RoutineRisk.SwallowsRetries(signature + ", line " + line));
      }
    }
    PgType type = routine.result().type();
    if (command && type != null && !type.context().equals(routine.context())) {
      boolean shared = SHARED.contains(type.context());
      found.add(
          new RoutineRisk.ForeignResult(
              signature, type.spelling(), shared, withOwnResult(routine, type)));
    }
  }

  private String grantToCallers(String signature) {
    String roles =
        callers.stream().map(Identifiers::quoteIfNeeded).collect(Collectors.joining(", "));
    return """
        REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION %s TO %s;"""
        .formatted(signature, signature, roles);
  }

  private static String withOwnResult(Routine routine, PgType type) {
    String own =
        Identifiers.quoteIfNeeded(routine.context()) + "." + Identifiers.quoteIfNeeded(type.name());
    String attributes =
        type.attributes().stream()
            .map(a -> Identifiers.quoteIfNeeded(a.name()) + " " + a.type().spelling())
            .collect(Collectors.joining(", "));
    return Resources.text("own-result.sql")
        .strip()
        .replace("{routine}", Identifiers.literal(routine.signature()))
        .replace("{type text}", Identifiers.literal(own))
        .replace("{foreign}", Identifiers.literal(type.spelling()))
        .replace("{type}", own)
        .replace("{attributes}", attributes);
  }
}
