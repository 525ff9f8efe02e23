package org.fraiseql.database;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may ask at all, and writes the message that makes a transaction the
 * caller's own. Immutable.
 *
 * <p>The message is several statements in one, so it costs PostgreSQL one parse and one answer.
 * {@code SET LOCAL} is a utility command without a plan and takes less time than {@code SELECT
 * set_config(…)}. All ends with the transaction.
 */
final class CallerCheck {

  /** To what a snapshot goes back after a statement that failed. */
  static final String CLEAN = "clean";

  private final Set<String> roles;
  private final List<String> declared;
  private final String repeated;
  private final boolean always;

  /**
   * @param session settings of the connection that have to be repeated in every transaction,
   *     because a pooler may change the server in between; empty if there is none
   */
  CallerCheck(Set<String> roles, List<String> declared, Map<String, String> session) {
    this.roles = roles;
    this.declared = declared;
    this.always = !session.isEmpty();
    StringBuilder sql = new StringBuilder();
    session.forEach((name, value) -> append(sql, name, value));
    this.repeated = sql.toString();
  }

  /** What is wrong with the caller; null if nothing is. */
  @Nullable CallerProblem problem(Caller caller) {
    Map<String, String> settings = caller.settings();
    for (String name : declared) {
      String value = settings.get(name);
      // PostgreSQL itself cannot tell an empty setting from one that was never made.
      if (value == null || value.isEmpty()) {
        return new CallerProblem.MissingSetting(name);
      }
      if (value.indexOf('\0') >= 0) {
        return new CallerProblem.InvalidSetting(name);
      }
    }
    if (settings.size() > declared.size()) {
      for (String name : settings.keySet()) {
        if (!declared.contains(name)) {
          return new CallerProblem.UnknownSetting(name);
        }
      }
    }
    String role = caller.role();
    return role == null || roles.contains(role) ? null : new CallerProblem.RoleNotAllowed(role);
  }

  /** What opens the read-only transaction of a caller without a problem; null if it needs none. */
  @Nullable String opening(Caller caller) {
    String role = caller.role();
    if (role == null && declared.isEmpty() && !always) {
      return null;
    }
    return opening("BEGIN READ ONLY", caller);
  }

  /** What opens a transaction of a caller without a problem that may write. */
  String openingToWrite(Caller caller, Isolation isolation) {
    return opening(
        switch (isolation) {
          case DEFAULT -> "BEGIN READ WRITE";
          case READ_COMMITTED -> "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
          case REPEATABLE_READ -> "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE";
          case SERIALIZABLE -> "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";
        },
        caller);
  }

  /**
   * What opens a transaction that sees one state of the database and can go back to it, whatever a
   * statement did to it.
   */
  String openingOfSnapshot(Caller caller) {
    return opening("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", caller)
        + ";SAVEPOINT "
        + CLEAN;
  }

  /**
   * What makes a transaction of one caller that of another, until it is made that of a third: all
   * in which they differ. What the other does not name is as the connection has it.
   */
  String change(Caller from, Caller to) {
    StringBuilder sql = new StringBuilder(128);
    if (!Objects.equals(from.role(), to.role())) {
      sql.append(";SET LOCAL role TO ")
          .append(to.role() == null ? "DEFAULT" : Identifiers.literal(to.role()));
    }
    for (String name : declared) {
      String value = to.settings().getOrDefault(name, "");
      if (!value.equals(from.settings().getOrDefault(name, ""))) {
        append(sql, name, value);
      }
    }
    return sql.isEmpty() ? "" : sql.substring(1);
  }

  private String opening(String begin, Caller caller) {
    StringBuilder sql =
        new StringBuilder(begin.length() + repeated.length() + 64 * (declared.size() + 1))
            .append(begin)
            .append(repeated);
    if (caller.role() != null) {
      sql.append(";SET LOCAL ROLE ").append(Identifiers.quote(caller.role()));
    }
    for (String name : declared) {
      append(sql, name, caller.settings().getOrDefault(name, ""));
    }
    return sql.toString();
  }

  private static void append(StringBuilder sql, String name, String value) {
    if (name.indexOf('.') < 0) {
      // SET has a grammar of its own for some of PostgreSQL's parameters; the function has none.
      sql.append(";SELECT set_config(")
          .append(Identifiers.literal(name))
          .append(',')
          .append(Identifiers.literal(value))
          .append(",true)");
      return;
    }
    // Quoted part by part: "user" is a fine part of a name, but a reserved word.
    sql.append(";SET LOCAL \"")
        .append(name.replace(".", "\".\""))
        .append("\"=")
        .append(Identifiers.literal(value));
  }
}
