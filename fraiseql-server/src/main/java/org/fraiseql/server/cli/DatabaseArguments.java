package org.fraiseql.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.Limits;
import org.fraiseql.Settings;
import org.fraiseql.database.Caller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the database, its callers and their limits. */
final class DatabaseArguments {

  @Option(
      names = "--schemas",
      split = ",",
      paramLabel = "NAME",
      description = "The PostgreSQL schemas to serve. Default: all but PostgreSQL's own.")
  List<String> schemas = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "The role that requests run as. Default: the one that logs in.")
  @Nullable String role;

  @Option(
      names = "--allow-role",
      split = ",",
      paramLabel = "ROLE",
      description = "A further role that a trusted header may choose.")
  List<String> allowedRoles = new ArrayList<>();

  @Option(
      names = "--set",
      split = ",(?=[\\w.$]+=)",
      splitSynopsisLabel = ",",
      paramLabel = "NAME=VALUE",
      description = "A setting of every request, such as app.tenant_id=7.")
  Map<String, String> set = new HashMap<>();

  @Option(
      names = "--require-setting",
      split = ",",
      paramLabel = "NAME",
      description = "A setting that every request must have a value for.")
  List<String> required = new ArrayList<>();

  @Option(
      names = "--connections",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest number of connections. Default: four for each core, at least 16.")
  @Nullable Integer connections;

  @Option(
      names = "--statement-timeout",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "How long a statement may run. Default: 5s.")
  Duration statementTimeout = Limits.DEFAULT.statement();

  @Option(
      names = "--resolver-timeout",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description = "How long a method of Java may take that answers a field. Default: 10s.")
  Duration resolverTimeout = Limits.DEFAULT.resolver();

  @Option(
      names = "--max-result",
      paramLabel = "SIZE",
      converter = Quantities.BytesConverter.class,
      description = "The largest answer. Default: 32MiB.")
  int resultBytes = Limits.DEFAULT.resultBytes();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest number of tokens of a document. Default: 5000.")
  int tokens = Limits.DEFAULT.tokens();

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest number of levels of fields. Default: 12.")
  int depth = Limits.DEFAULT.depth();

  @Option(
      names = "--max-aliases",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest number of aliases. Default: 30.")
  int aliases = Limits.DEFAULT.aliases();

  @Option(
      names = "--max-cost",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest estimated number of values of an answer. Default: 5000.")
  int cost = Limits.DEFAULT.cost();

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "The largest limit, first or last. Default: 1000.")
  int rows = Limits.DEFAULT.rows();

  @Option(
      names = "--default-rows",
      paramLabel = "N",
      converter = Quantities.CountConverter.class,
      description = "Rows of a list without a limit. Default: 100.")
  int defaultRows = Limits.DEFAULT.defaultRows();

  @Option(
      names = "--idempotency-lifetime",
      paramLabel = "TIME",
      converter = Quantities.DurationConverter.class,
      description =
          "How long an idempotencyKey is remembered with its answer; longer than any command"
              + " takes. Default: 24h.")
  Duration idempotencyLifetime = Settings.of("").idempotencyLifetime();

  @Option(
      names = "--rule-class",
      paramLabel = "XX",
      converter = RuleClassConverter.class,
      description =
          "The class of the SQLSTATEs by which the database says that a rule of its own was"
              + " broken, such as DR for DR001. Default: DR.")
  String ruleClass = Settings.of("").ruleClass();

  @Option(
      names = "--api",
      split = ",",
      paramLabel = "CLASS",
      description = "A class that declares a part of the API in Java.")
  List<String> api = new ArrayList<>();

  @Option(
      names = "--classpath",
      split = "[:;]",
      splitSynopsisLabel = ":",
      paramLabel = "PATH",
      description = "Folders and jars with the classes of --api, such as target/classes.")
  List<Path> classpath = new ArrayList<>();

  @Option(
      names = "--strict",
      description = "Refuses to start when something that Java declares does not fit the database.")
  boolean strict;

  /** The engine's settings. */
  Settings settings(String database) {
    Settings base = Settings.of(database);
    Set<String> roles = new LinkedHashSet<>(allowedRoles);
    if (role != null) {
      roles.add(role);
    }
    Set<String> declared = new LinkedHashSet<>(required);
    declared.addAll(set.keySet());
    return base.withContexts(List.copyOf(schemas))
        .withRoles(List.copyOf(roles))
        .withDeclared(List.copyOf(declared))
        .withConnections(connections == null ? base.connections() : connections)
        .withLimits(limits())
        .withIdempotencyLifetime(idempotencyLifetime)
        .withRuleClass(ruleClass)
        .withApi(ApiClasses.load(api, classpath))
        .withStrict(strict);
  }

  Limits limits() {
    return new Limits(
        tokens,
        depth,
        aliases,
        cost,
        rows,
        Math.min(defaultRows, rows),
        resultBytes,
        statementTimeout,
        resolverTimeout);
  }

  /** Who asks when no header says otherwise. */
  Caller caller() {
    return new Caller(role, set);
  }
}
