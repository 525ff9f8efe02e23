package org.fraiseql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.Routine;
import org.fraiseql.check.RoutineCheck;
import org.fraiseql.command.CommandCompiler;
import org.fraiseql.command.CommandRunner;
import org.fraiseql.command.PartCompiler;
import org.fraiseql.database.Database;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.definition.Definitions;
import org.fraiseql.definition.Pruner;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.operation.DocumentLimits;
import org.fraiseql.operation.Documents;
import org.fraiseql.operation.Operation;
import org.fraiseql.operation.Prepared;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.query.QueryCompiler;
import org.fraiseql.repository.Domain;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Plan;
import org.fraiseql.resolver.Planner;
import org.fraiseql.resolver.Resolvers;
import org.fraiseql.resolver.Validation;
import org.fraiseql.schema.CommandField;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.schema.OutputTypes;
import org.fraiseql.schema.RootField;
import org.fraiseql.schema.Schema;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;

/**
 * All that follows from one state of the catalogue, and the plans made on it. Thread-safe; replaced
 * as a whole.
 */
final class Model {

  private static final int PLANS = 2_000;

  private final Schema schema;
  private final Documents documents;
  private final QueryCompiler compiler;
  private final CommandCompiler commandCompiler;
  private final CommandRunner commands;
  private final Report report;
  private final List<Routine> routines;
  private final String fingerprint;
  private final Domain domain;
  private final Resolvers resolvers;
  private final Planner planner;
  private final Cache<Object, Plan> plans = Caffeine.newBuilder().maximumSize(PLANS).build();
  private final Cache<Object, List<Mutations.Step>> steps =
      Caffeine.newBuilder().maximumSize(PLANS).build();

  /**
   * @param validation checks the arguments of Java's methods
   * @param callers the roles that requests run as
   */
  Model(
      Definitions definitions,
      Declarations declarations,
      Validation validation,
      Database database,
      Settings settings,
      List<String> callers,
      String fingerprint) {
    List<String> contexts = settings.contexts();
    Limits limits = settings.limits();
    List<ReadModel> models = definitions.readModels(contexts);
    this.schema =
        Schema.of(
            models,
            definitions.catalog(),
            definitions::declared,
            declarations,
            new Schema.Options(contexts, limits.defaultRows(), limits.rows()));
    this.documents =
        new Documents(
            schema.graphql(),
            new DocumentLimits(
                limits.tokens(),
                limits.depth(),
                limits.aliases(),
                limits.cost(),
                limits.rows(),
                limits.defaultRows()),
            true,
            WrittenFields.of(schema));
    this.compiler =
        new QueryCompiler(
            name -> schema.query(name).orElseThrow(),
            type -> enumNames(schema, type),
            new Pruner(definitions),
            limits.defaultRows());
    List<Constraint> constraints = definitions.catalog().constraints();
    this.commandCompiler = new CommandCompiler(parts(compiler), constraints);
    this.commands = runner(database, schema, constraints, settings);
    this.domain = domain(definitions, models, declarations, database, settings);
    List<DefinitionProblem> problems =
        Report.byPlace(definitions.problems(contexts).stream(), schema.problems().stream());
    this.routines = served(definitions.catalog(), contexts);
    List<Routine> called = schema.commands().stream().map(CommandField::routine).toList();
    this.report =
        new Report(models, called, schema.graphql(), problems)
            .with(RoutineCheck.of(routines, called, callers));
    Declarations served = schema.declarations();
    this.resolvers = new Resolvers(served, validation, limits.resolver());
    this.planner =
        new Planner(served, new OutputTypes(schema.graphql()), validation, Session.class);
    this.fingerprint = fingerprint;
  }

  private static CommandRunner runner(
      Database database, Schema schema, List<Constraint> constraints, Settings settings) {
    return new CommandRunner(
        database,
        type -> enumNames(schema, type),
        constraints,
        constraint -> Schema.message(constraint).orElse(null),
        settings.ruleClass(),
        settings.idempotencyLifetime());
  }

  /** What sessions have: the database as it is, whatever clients are shown of it. */
  private Domain domain(
      Definitions definitions,
      List<ReadModel> models,
      Declarations declarations,
      Database database,
      Settings settings) {
    Limits limits = settings.limits();
    Schema found =
        declarations.isEmpty()
            ? schema
            : Schema.of(
                models,
                definitions.catalog(),
                definitions::declared,
                Declarations.NONE,
                new Schema.Options(settings.contexts(), limits.defaultRows(), limits.rows()));
    QueryCompiler queries =
        new QueryCompiler(
                name -> found.query(name).orElseThrow(),
                type -> enumNames(found, type),
                new Pruner(definitions),
                limits.defaultRows())
            .forPrograms();
    List<Constraint> constraints = definitions.catalog().constraints();
    return new Domain(
        found,
        queries,
        new CommandCompiler(parts(queries), constraints),
        runner(database, found, constraints, settings));
  }

  /** What sessions have of this state. */
  Domain domain() {
    return domain;
  }

  private static List<Routine> served(Catalog catalog, List<String> contexts) {
    return catalog.routines().stream()
        .filter(
            routine ->
                contexts.isEmpty()
                    ? routine.isOf(routine.context())
                    : contexts.stream().anyMatch(routine::isOf))
        .toList();
  }

  Schema schema() {
    return schema;
  }

  Documents documents() {
    return documents;
  }

  Report report() {
    return report;
  }

  /** All {@code fn_…} of the served contexts. */
  List<Routine> routines() {
    return routines;
  }

  /** Tells this state of the catalogue from others. */
  String fingerprint() {
    return fingerprint;
  }

  /** The query's plan; made once for all values of its variables that do not change it. */
  Plan plan(Prepared operation, Variables variables) {
    return plans.get(operation.planKey(variables), _ -> plan(operation.resolve(variables)));
  }

  private Plan plan(Operation operation) {
    Plan plan = planner.query(operation);
    return plan.isWritten() && !plan.isCompiled()
        ? plan
        : plan.with(compiler.compile(new Operation(operation.kind(), plan.compiled())));
  }

  Resolvers resolvers() {
    return resolvers;
  }

  /** The mutation's commands; made once for all values of its variables that do not change them. */
  List<Mutations.Step> steps(Prepared operation, Variables variables) {
    return steps.get(
        operation.planKey(variables),
        _ -> operation.resolve(variables).selections().stream().map(this::step).toList());
  }

  private Mutations.Step step(Selection selection) {
    if (selection.name().equals("__typename")) {
      return new Mutations.Step.TypeName(selection.responseKey());
    }
    Plan plan = planner.mutation(selection);
    if (plan.compiled().isEmpty()) {
      return new Mutations.Step.Written(selection.responseKey(), plan);
    }
    CommandField field = schema.command(selection.name()).orElseThrow();
    return new Mutations.Step.Command(
        commandCompiler.compile(plan.compiled().getFirst(), field), plan);
  }

  CommandRunner commands() {
    return commands;
  }

  private static PartCompiler parts(QueryCompiler compiler) {
    return new PartCompiler() {
      @Override
      public String document(
          RootField model, List<Selection> selections, Binding id, Parameters parameters) {
        return compiler.document(model, selections, id, parameters);
      }

      @Override
      public String part(String json, Selection selection, ObjectType type, Parameters parameters) {
        return compiler.part(json, selection, type, parameters);
      }
    };
  }

  private static Map<String, String> enumNames(Schema schema, PgType type) {
    if (type.kind() != PgType.Kind.ENUM || schema.sameNames(type)) {
      return Map.of();
    }
    Map<String, String> names = new HashMap<>();
    type.labels().forEach(label -> names.put(label, schema.graphqlName(type, label)));
    return names;
  }
}
