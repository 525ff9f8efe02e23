package org.fraiseql.schema;

import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.Constraint;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.problem.DefinitionProblem;

/**
 * The GraphQL schema of a database's read models and commands, and what stands behind each of its
 * names. Immutable and thread-safe.
 */
public final class Schema {

  private final GraphQLSchema graphql;
  private final Map<String, RootField> queries;
  private final Map<String, CommandField> commands;
  private final Map<String, LeafTypes.EnumNames> enums;
  private final Declarations declarations;
  private final List<DefinitionProblem> problems;
  private final String sdl;

  /**
   * How a schema is made.
   *
   * @param contexts contexts in order of precedence: when two want one name, the first has it;
   *     those that are not listed follow by name, {@code public} first. Where any is listed, only
   *     the routines of those are commands.
   * @param defaultRows rows of a root list that names no limit
   * @param maxRows the largest limit
   */
  public record Options(List<String> contexts, int defaultRows, int maxRows) {
    /** No context before others; 100 rows, at most 1,000. */
    public static final Options DEFAULT = new Options(List.of(), 100, 1_000);

    public Options {
      contexts = List.copyOf(contexts);
    }

    boolean serves(String context) {
      return contexts.isEmpty() || contexts.contains(context);
    }

    /** The smaller, the earlier. */
    int rank(String context) {
      int index = contexts.indexOf(context);
      if (index >= 0) {
        return index;
      }
      return context.equals("public") ? contexts.size() : contexts.size() + 1;
    }
  }

  private Schema(
      GraphQLSchema graphql,
      Map<String, RootField> queries,
      Map<String, CommandField> commands,
      Map<String, LeafTypes.EnumNames> enums,
      Declarations declarations,
      List<DefinitionProblem> problems) {
    this.graphql = graphql;
    this.queries = queries;
    this.commands = commands;
    this.enums = enums;
    this.declarations = declarations;
    this.problems = problems;
    this.sdl = Sdl.of(graphql);
  }

  /** The schema of these read models, with the default options. */
  public static Schema of(List<ReadModel> models) {
    return of(models, Options.DEFAULT);
  }

  /** The schema of these read models, without commands; their order does not matter. */
  public static Schema of(List<ReadModel> models, Options options) {
    Catalog nothing = new Catalog(Map.of(), Map.of(), Set.of(), Set.of(), List.of(), List.of());
    return of(models, nothing, _ -> new OpaqueShape("no types"), Declarations.NONE, options);
  }

  /**
   * The schema of these read models, whose order does not matter, of the commands of a catalogue,
   * and of what Java declares.
   *
   * @param notation what a text in the notation of {@code @shape} says: an opaque shape, with the
   *     reason, if it says nothing
   */
  public static Schema of(
      List<ReadModel> models,
      Catalog catalog,
      Function<String, Shape> notation,
      Declarations declared,
      Options options) {
    List<DefinitionProblem> problems = new ArrayList<>(declared.problems());
    TypeNames names = new TypeNames(problems);
    JavaMatch match = new JavaMatch(declared);
    Shapes shapes = new Shapes(LeafTypes::identity);
    DocumentTypes found = new DocumentTypes(names, Map.of(), shapes, problems);
    DeclaredModels java =
        new DeclaredModels(declared, served(models, options, found, problems), match, problems);
    List<ReadModel> served = java.models();
    match.enumsOf(catalog.types().values());
    Declarations declarations = DeclaredNames.claim(declared, match, names, problems);
    DocumentTypes documents = new DocumentTypes(names, java.names(), shapes, problems);
    documents.decide(served);
    DeclaredCommands declaredCommands = new DeclaredCommands(declarations, match, problems);
    CommandRoutines routines = new CommandRoutines(catalog, options, problems);
    CommandFields fields = new CommandFields(routines, declaredCommands, problems);
    fields.begin(names, documents, served, notation);
    Conditions conditions = new Conditions(names, documents);
    RootFields roots = new RootFields(documents, conditions, problems);
    served.forEach(roots::add);
    CommandInputs inputs = new CommandInputs(catalog, names, problems);
    LeafTypes leaves = new LeafTypes(names, match.enums());
    DeclaredTypes declaredTypes = new DeclaredTypes(declarations, names, leaves, match.enumTypes());
    GraphqlTypes types = new GraphqlTypes(options, names, leaves, declaredTypes);
    types.queries(roots, conditions);
    Map<String, CommandField> commands = fields.complete(roots, inputs);
    types.mutations(commands.values(), inputs.all(), declaredCommands);
    report(catalog.constraints(), problems);
    SharedFields shared =
        new SharedFields(declarations, roots.objects().values(), leaves, problems);
    problems.addAll(match.problems());
    return new Schema(
        types.schema(roots, shared),
        Collections.unmodifiableMap(roots.all()),
        Collections.unmodifiableMap(commands),
        leaves.enums(),
        declarations,
        List.copyOf(new LinkedHashSet<>(problems)));
  }

  private static void report(List<Constraint> constraints, List<DefinitionProblem> problems) {
    for (Constraint constraint : constraints) {
      String place = constraint.context() + "." + constraint.owner() + "." + constraint.name();
      CommentText.of(constraint.comment(), CommentText.On.CONSTRAINT)
          .report(place, CommentText.On.CONSTRAINT, problems);
    }
  }

  /** Without those that are omitted; first those that come first when two want one name. */
  private static List<ReadModel> served(
      List<ReadModel> models,
      Options options,
      DocumentTypes documents,
      List<DefinitionProblem> problems) {
    List<ReadModel> served = new ArrayList<>();
    for (ReadModel model : models) {
      CommentText comment = CommentText.of(model.comment(), CommentText.On.RELATION);
      comment.report(model.name().toString(), CommentText.On.RELATION, problems);
      if (!comment.omitted()) {
        served.add(model);
      }
    }
    Map<ReadModel, Boolean> ownNamed = new LinkedHashMap<>();
    for (ReadModel model : served) {
      boolean explicit = CommentText.of(model.comment(), CommentText.On.RELATION).name() != null;
      ownNamed.put(
          model, explicit || documents.wantedName(model).equals(DocumentTypes.ownName(model)));
    }
    served.sort(
        Comparator.comparingInt((ReadModel m) -> options.rank(m.name().context()))
            .thenComparing(m -> m.name().context())
            .thenComparing(m -> !Boolean.TRUE.equals(ownNamed.get(m)))
            .thenComparing(m -> m.name().name()));
    return served;
  }

  /** What Java declares and is served; a field that it answers is none of {@link #queries}. */
  public Declarations declarations() {
    return declarations;
  }

  /** For graphql-java: without data fetchers, introspection works. */
  public GraphQLSchema graphql() {
    return graphql;
  }

  /** The field of the query type of that name. */
  public Optional<RootField> query(String name) {
    return Optional.ofNullable(queries.get(name));
  }

  /** The fields of the query type. */
  public Collection<RootField> queries() {
    return queries.values();
  }

  /** The field of the mutation type of that name. */
  public Optional<CommandField> command(String name) {
    return Optional.ofNullable(commands.get(name));
  }

  /** The fields of the mutation type. */
  public Collection<CommandField> commands() {
    return commands.values();
  }

  /** The message that a constraint's comment has for clients that violate it. */
  public static Optional<String> message(Constraint constraint) {
    String message =
        CommentText.of(constraint.comment(), CommentText.On.CONSTRAINT).argument("message");
    return message == null || message.isEmpty() ? Optional.empty() : Optional.of(message);
  }

  /** The schema in GraphQL's own language; the same text for the same read models. */
  public String sdl() {
    return sdl;
  }

  /** What could not be served as it stands. */
  public List<DefinitionProblem> problems() {
    return problems;
  }

  /**
   * The label of an enum (or of an array's enum) for a GraphQL name.
   *
   * @throws IllegalArgumentException if it has none
   */
  public String label(PgType enumType, String graphqlName) {
    String label = enumNames(enumType).labels().get(graphqlName);
    if (label == null) {
      throw new IllegalArgumentException(graphqlName + " is no value of " + enumType.name());
    }
    return label;
  }

  /**
   * The GraphQL name of an enum's label.
   *
   * @throws IllegalArgumentException if it has none
   */
  public String graphqlName(PgType enumType, String label) {
    for (Map.Entry<String, String> entry : enumNames(enumType).labels().entrySet()) {
      if (entry.getValue().equals(label)) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException(label + " is no label of " + enumType.name());
  }

  /** Whether all labels of the enum are their own GraphQL names. */
  public boolean sameNames(PgType enumType) {
    return enumNames(enumType).same();
  }

  private LeafTypes.EnumNames enumNames(PgType type) {
    LeafTypes.EnumNames names = LeafTypes.find(enums, type);
    if (names == null) {
      throw new IllegalArgumentException(type.name() + " is no enum of the schema");
    }
    return names;
  }
}
