package org.fraiseql.database;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;

/**
 * How to reach PostgreSQL and what its callers may do.
 *
 * @param uri where it is, and who logs in
 * @param connections the largest number of connections, shared by the event loops
 * @param loops on how many event loops connections are kept; each has at least one
 * @param statementTimeout how long a statement may run
 * @param waiting how many requests may wait for a connection, per event loop
 * @param roles the roles that callers may take on
 * @param declared the settings that every caller must have a value for; callers have no others
 * @param resultBytes the largest result
 * @param applicationName what {@code pg_stat_activity} shows
 */
public record DatabaseOptions(
    DatabaseUri uri,
    int connections,
    int loops,
    Duration statementTimeout,
    int waiting,
    Set<String> roles,
    List<String> declared,
    int resultBytes,
    String applicationName) {

  private static final Pattern SETTING =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

  /** Parameters that decide what a caller is and may do, so no caller can bring them. */
  private static final Set<String> RESERVED =
      Set.of(
          "role",
          "session_authorization",
          "transaction_read_only",
          "transaction_isolation",
          "transaction_deferrable",
          "default_transaction_read_only",
          "client_encoding",
          "standard_conforming_strings",
          "row_security");

  /**
   * Checks all parts.
   *
   * @throws ProblemException if one of them cannot work
   */
  public DatabaseOptions {
    roles = Set.copyOf(roles);
    declared = List.copyOf(declared);
    require(connections > 0, "connections", "must be at least 1, not " + connections);
    require(loops > 0, "loops", "must be at least 1, not " + loops);
    require(waiting >= 0, "waiting", "must not be negative");
    require(resultBytes > 0, "resultBytes", "must be at least 1, not " + resultBytes);
    require(
        statementTimeout.toMillis() > 0 && statementTimeout.toMillis() < Integer.MAX_VALUE,
        "statementTimeout",
        "must be between a millisecond and 24 days");
    for (String name : declared) {
      require(
          SETTING.matcher(name).matches(),
          "declared",
          "'" + name + "' is not a setting's name, such as app.tenant_id");
      require(
          !RESERVED.contains(name.toLowerCase(Locale.ROOT)),
          "declared",
          "'" + name + "' cannot be brought by a caller");
    }
    for (String role : roles) {
      require(
          !role.isEmpty() && role.indexOf('\0') < 0 && !role.equals("none"),
          "roles",
          "'" + role + "' is not a role's name");
    }
  }

  /**
   * The largest number of connections unless another is wanted: four for each core, at least 16.
   * Reads keep to few of them by themselves; commands that wait for one another's locks need one
   * each.
   */
  public static int usualConnections() {
    return Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
  }

  /**
   * Options that work for most.
   *
   * @throws ProblemException if the URI is not one of PostgreSQL
   */
  public static DatabaseOptions of(String uri) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new DatabaseOptions(
        DatabaseUri.parse(uri, System.getenv("PGPASSWORD")),
        usualConnections(),
        processors,
        Duration.ofSeconds(5),
        1_000,
        Set.of(),
        List.of(),
        32 << 20,
        "fraiseql");
  }

  public DatabaseOptions withConnections(int number) {
    return new DatabaseOptions(
        uri,
        number,
        loops,
        statementTimeout,
        waiting,
        roles,
        declared,
        resultBytes,
        applicationName);
  }

  public DatabaseOptions withLoops(int number) {
    return new DatabaseOptions(
        uri,
        connections,
        number,
        statementTimeout,
        waiting,
        roles,
        declared,
        resultBytes,
        applicationName);
  }

  public DatabaseOptions withStatementTimeout(Duration limit) {
    return new DatabaseOptions(
        uri, connections, loops, limit, waiting, roles, declared, resultBytes, applicationName);
  }

  public DatabaseOptions withWaiting(int requests) {
    return new DatabaseOptions(
        uri,
        connections,
        loops,
        statementTimeout,
        requests,
        roles,
        declared,
        resultBytes,
        applicationName);
  }

  public DatabaseOptions withRoles(Set<String> names) {
    return new DatabaseOptions(
        uri,
        connections,
        loops,
        statementTimeout,
        waiting,
        names,
        declared,
        resultBytes,
        applicationName);
  }

  public DatabaseOptions withDeclared(List<String> names) {
    return new DatabaseOptions(
        uri,
        connections,
        loops,
        statementTimeout,
        waiting,
        roles,
        names,
        resultBytes,
        applicationName);
  }

  public DatabaseOptions withResultBytes(int limit) {
    return new DatabaseOptions(
        uri,
        connections,
        loops,
        statementTimeout,
        waiting,
        roles,
        declared,
        limit,
        applicationName);
  }

  public DatabaseOptions withApplicationName(String name) {
    return new DatabaseOptions(
        uri, connections, loops, statementTimeout, waiting, roles, declared, resultBytes, name);
  }

  private static void require(boolean holds, String option, String reason) {
    if (!holds) {
      throw new ProblemException(
          new DatabaseProblem.Misconfigured(
              "database option " + option,
              "The option '" + option + "' " + reason + ".",
              "Correct the option and start again."));
    }
  }
}
