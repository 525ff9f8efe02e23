package org.fraiseql;

import java.time.Duration;
import java.util.List;
import org.fraiseql.database.DatabaseOptions;

/**
 * How the engine is set up.
 *
 * @param database {@code postgresql://user:password@host:port/database}
 * @param contexts the PostgreSQL schemas to serve; empty means all but PostgreSQL's own
 * @param roles roles that callers may take on; empty means none may
 * @param declared settings that every request must have a value for, such as {@code app.tenant_id}
 * @param connections the largest number of connections
 * @param idempotencyLifetime how long an {@code idempotencyKey} is remembered with its answer
 * @param ruleClass the first two characters of the SQLSTATEs with which the database says that a
 *     rule of its own was broken, such as {@code DR} for {@code DR001}: a rejection, not a failure
 * @param api objects and classes with the methods and types that Java adds to the API, see {@link
 *     org.fraiseql.api}
 * @param strict whether the engine refuses to begin when something that Java declares cannot be
 *     served; otherwise that alone is left out
 */
public record Settings(
    String database,
    List<String> contexts,
    List<String> roles,
    List<String> declared,
    int connections,
    Limits limits,
    Duration idempotencyLifetime,
    String ruleClass,
    List<Object> api,
    boolean strict) {

  /** The default set-up for a database. */
  public static Settings of(String database) {
    int connections = DatabaseOptions.usualConnections();
    return new Settings(
        database,
        List.of(),
        List.of(),
        List.of(),
        connections,
        Limits.DEFAULT,
        Duration.ofHours(24),
        "DR",
        List.of(),
        false);
  }

  public Settings withContexts(List<String> names) {
    return new Settings(
        database,
        names,
        roles,
        declared,
        connections,
        limits,
        idempotencyLifetime,
        ruleClass,
        api,
        strict);
  }

  public Settings withRoles(List<String> names) {
    return new Settings(
        database,
        contexts,
        names,
        declared,
        connections,
        limits,
        idempotencyLifetime,
        ruleClass,
        api,
        strict);
  }

  public Settings withDeclared(List<String> names) {
    return new Settings(
        database,
        contexts,
        roles,
        names,
        connections,
        limits,
        idempotencyLifetime,
        ruleClass,
        api,
        strict);
  }

  public Settings withConnections(int number) {
    return new Settings(
        database,
        contexts,
        roles,
        declared,
        number,
        limits,
        idempotencyLifetime,
        ruleClass,
        api,
        strict);
  }

  public Settings withLimits(Limits changed) {
    return new Settings(
        database,
        contexts,
        roles,
        declared,
        connections,
        changed,
        idempotencyLifetime,
        ruleClass,
        api,
        strict);
  }

  public Settings withIdempotencyLifetime(Duration lifetime) {
    return new Settings(
        database, contexts, roles, declared, connections, limits, lifetime, ruleClass, api, strict);
  }

  public Settings withRuleClass(String characters) {
    return new Settings(
        database,
        contexts,
        roles,
        declared,
        connections,
        limits,
        idempotencyLifetime,
        characters,
        api,
        strict);
  }

  public Settings withApi(List<?> objectsAndClasses) {
    return new Settings(
        database,
        contexts,
        roles,
        declared,
        connections,
        limits,
        idempotencyLifetime,
        ruleClass,
        List.copyOf(objectsAndClasses),
        strict);
  }

  public Settings withStrict(boolean refuses) {
    return new Settings(
        database,
        contexts,
        roles,
        declared,
        connections,
        limits,
        idempotencyLifetime,
        ruleClass,
        api,
        refuses);
  }
}
