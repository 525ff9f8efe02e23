package org.fraiseql.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.catalog.Routine;
import org.fraiseql.database.Database;
import org.fraiseql.database.Row;
import org.fraiseql.database.Session;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.DefinitionProblem.Severity;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RoutineRisk;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * Whether PL/pgSQL bodies can run, as the extension plpgsql_check finds. It takes long: about as
 * long as planning every statement of every body.
 */
public final class BodyCheck {

  /** Routines in one statement: the time limit of an inspection is for all of them. */
  private static final int BATCH = 50;

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final Map<String, Routine> routines;
  private final String sql;

  private BodyCheck(Map<String, Routine> routines, String checker) {
    this.routines = routines;
    this.sql = Resources.text("bodies.sql").replace("{checker}", checker);
  }

  /**
   * Checks the PL/pgSQL routines among these. Blocks.
   *
   * @throws ProblemException if the database cannot be reached
   */
  public static List<DefinitionProblem> of(Database database, List<Routine> all) {
    Map<String, Routine> routines = new LinkedHashMap<>();
    all.stream()
        .filter(routine -> routine.language().equals("plpgsql"))
        .forEach(routine -> routines.put(Long.toString(routine.oid()), routine));
    if (routines.isEmpty()) {
      return List.of();
    }
    List<Row> checkers = database.inspect(session -> session.query(Resources.text("checker.sql")));
    if (checkers.isEmpty()) {
      return database.inspect(BodyCheck::notInstalled);
    }
    Row checker = checkers.getFirst();
    if (!checker.bool("allowed")) {
      return database.inspect(session -> notAllowed(session, checker));
    }
    return new BodyCheck(routines, String.valueOf(checker.string("name"))).run(database);
  }

  private static List<DefinitionProblem> notInstalled(Session session) {
    Row row = session.query(Resources.text("missing.sql")).getFirst();
    String help =
        row.bool("available")
            ? null
            : "Install plpgsql_check on the database's server first, which on Debian is the package"
                + " postgresql-"
                + row.number("major")
                + "-plpgsql-check.";
    return List.of(
        new RoutineRisk.BodyUnchecked(
            null,
            "the extension plpgsql_check is not in this database",
            help,
            "CREATE EXTENSION plpgsql_check;"));
  }

  private static List<DefinitionProblem> notAllowed(Session session, Row checker) {
    String role =
        Identifiers.quoteIfNeeded(
            String.valueOf(
                session.query("SELECT CURRENT_USER::text AS role").getFirst().string("role")));
    return List.of(
        new RoutineRisk.BodyUnchecked(
            null,
            "the role " + role + " may not execute plpgsql_check_function_tb",
            "Check as a superuser or the owner of the routines, or grant it.",
            "GRANT EXECUTE ON FUNCTION %s TO %s;".formatted(checker.string("signature"), role)));
  }

  private List<DefinitionProblem> run(Database database) {
    List<DefinitionProblem> found = new ArrayList<>();
    List<String> oids = List.copyOf(routines.keySet());
    for (int at = 0; at < oids.size(); at += BATCH) {
      found.addAll(check(database, oids.subList(at, Math.min(at + BATCH, oids.size()))));
    }
    return found;
  }

  /** A routine on which the checker itself fails takes the others with it; then each goes alone. */
  private List<DefinitionProblem> check(Database database, List<String> oids) {
    try {
      return database.inspect(session -> problems(rows(session, oids)));
    } catch (ProblemException e) {
      if (e.problems().getFirst() instanceof DatabaseProblem.Unreachable) {
        throw e;
      }
    }
    if (oids.size() == 1) {
      return List.of(
          unchecked(
              routine(oids.getFirst()),
              "PostgreSQL refused, and the log has the cause",
              "Check it in a session of your own: SELECT * FROM plpgsql_check_function(…)."));
    }
    List<DefinitionProblem> found = new ArrayList<>();
    oids.forEach(oid -> found.addAll(check(database, List.of(oid))));
    return found;
  }

  private List<Row> rows(Session session, List<String> oids) {
    // Names in bodies mean what they mean to callers, whose settings are those that sessions begin
    // with.
    session.query(
        "SELECT pg_catalog.set_config(s.name, s.reset_val, true) FROM pg_catalog.pg_settings s"
            + " WHERE s.name IN ('search_path', 'quote_all_identifiers')");
    return session.query(sql, oids);
  }

  /** One finding, which a trigger function may have for some of its triggers. */
  private record Finding(String oid, long line, String level, String text, @Nullable String hint) {}

  private List<DefinitionProblem> problems(List<Row> rows) {
    Set<String> withoutRights =
        rows.stream()
            .filter(row -> INSUFFICIENT_PRIVILEGE.equals(row.string("sqlstate")))
            .map(BodyCheck::oid)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<Finding, List<Row>> findings = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!withoutRights.contains(oid(row))) {
        findings.computeIfAbsent(finding(row), _ -> new ArrayList<>()).add(row);
      }
    }
    List<DefinitionProblem> problems = new ArrayList<>();
    // What the checker may not look at confuses it about the rest.
    for (String oid : withoutRights) {
      problems.add(
          unchecked(
              routine(oid),
              "the role that checks lacks a right that the body needs",
              "Check as the owner of the routine, or as a superuser."));
    }
    findings.forEach((finding, where) -> problems.add(problem(finding, where)));
    return problems;
  }

  private static Finding finding(Row row) {
    String detail = row.string("detail");
    String message = String.valueOf(row.string("message"));
    String hint = row.string("hint");
    return new Finding(
        oid(row),
        row.number("line"),
        String.valueOf(row.string("level")),
        detail == null || detail.isBlank() ? message : message + " (" + detail + ")",
        hint == null || hint.isBlank() ? null : hint);
  }

  private DefinitionProblem problem(Finding finding, List<Row> where) {
    String place = routine(finding.oid()).signature();
    if (finding.line() > 0) {
      place += ", line " + finding.line();
    }
    boolean everywhere = where.size() >= where.getFirst().number("of");
    boolean error = finding.level().equals("error") && everywhere;
    String hint = finding.hint();
    if (!everywhere) {
      String relations =
          where.stream()
              .map(row -> String.valueOf(row.string("relation")))
              .distinct()
              .collect(Collectors.joining(", "));
      String some =
          "So for its triggers on "
              + relations
              + ", not for others: no fault if it does not get there for them.";
      hint = hint == null ? some : hint + " " + some;
    }
    return new RoutineRisk.Body(
        place, error ? Severity.ERROR : Severity.NOTICE, finding.text(), hint);
  }

  private static DefinitionProblem unchecked(Routine routine, String reason, String help) {
    return new RoutineRisk.BodyUnchecked(routine.signature(), reason, help, null);
  }

  private Routine routine(String oid) {
    Routine routine = routines.get(oid);
    if (routine == null) {
      throw new IllegalStateException("The checker tells of " + oid + ", which was not asked for");
    }
    return routine;
  }

  private static String oid(Row row) {
    return Long.toString(row.number("routine"));
  }
}
