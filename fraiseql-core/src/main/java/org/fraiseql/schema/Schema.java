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
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.problem.DefinitionProblem;

/**
 * The GraphQL schema of a database's read models, and what stands behind each of its names.
 * Immutable and thread-safe.
 */
public final class Schema {

  private final GraphQLSchema graphql;
  private final Map<String, RootField> queries;
  private final Map<String, LeafTypes.EnumNames> enums;
  private final List<DefinitionProblem> problems;
  private final String sdl;

  /**
   * How a schema is made.
   *
   * @param contexts contexts in order of precedence: when two want one name, the first has it;
   *     those that are not listed follow by name, {@code public} first
   * @param defaultRows rows of a root list that names no limit
   * @param maxRows the largest limit
   */
  public record Options(List<String> contexts, int defaultRows, int maxRows) {
    /** No context before others; 100 rows, at most 1,000. */
    public static final Options DEFAULT = new Options(List.of(), 100, 1_000);

    public Options {
      contexts = List.copyOf(contexts);
    }
  }

  private Schema(
      GraphQLSchema graphql,
      Map<String, RootField> queries,
      Map<String, LeafTypes.EnumNames> enums,
      List<DefinitionProblem> problems) {
    this.graphql = graphql;
    this.queries = queries;
    this.enums = enums;
    this.problems = problems;
    this.sdl = Sdl.of(graphql);
  }

  /** The schema of these read models, with the default options. */
  public static Schema of(List<ReadModel> models) {
    return of(models, Options.DEFAULT);
  }

  /** The schema of these read models; their order does not matter. */
  public static Schema of(List<ReadModel> models, Options options) {
    List<DefinitionProblem> problems = new ArrayList<>();
    TypeNames names = new TypeNames(problems);
    DocumentTypes documents = new DocumentTypes(names, new Shapes(LeafTypes::identity), problems);
    List<ReadModel> served = served(models, options, documents, problems);
    documents.decide(served);
    Conditions conditions = new Conditions(names, documents);
    RootFields roots = new RootFields(documents, conditions, problems);
    served.forEach(roots::add);
    LeafTypes leaves = new LeafTypes(names);
    GraphQLSchema graphql = new GraphqlTypes(options, names, leaves).schema(roots, conditions);
    return new Schema(
        graphql,
        Collections.unmodifiableMap(roots.all()),
        leaves.enums(),
        List.copyOf(new LinkedHashSet<>(problems)));
  }

  /** Without those that are omitted; first those that come first when two want one name. */
  private static List<ReadModel> served(
      List<ReadModel> models,
      Options options,
      DocumentTypes documents,
      List<DefinitionProblem> problems) {
    List<ReadModel> served = new ArrayList<>();
    for (ReadModel model : models) {
      CommentText comment = CommentText.of(model.comment());
      String place = model.name().toString();
      comment
          .faults()
          .forEach(
              f ->
                  problems.add(
                      new DefinitionProblem.Annotation(
                          place, f.annotation(), f.reason(), CommentText.FORMS)));
      if (!comment.omitted()) {
        served.add(model);
      }
    }
    Map<ReadModel, Boolean> ownNamed = new LinkedHashMap<>();
    for (ReadModel model : served) {
      boolean explicit = CommentText.of(model.comment()).name() != null;
      ownNamed.put(
          model, explicit || documents.wantedName(model).equals(DocumentTypes.ownName(model)));
    }
    served.sort(
        Comparator.comparingInt((ReadModel m) -> rank(m.name().context(), options.contexts()))
            .thenComparing(m -> m.name().context())
            .thenComparing(m -> !Boolean.TRUE.equals(ownNamed.get(m)))
            .thenComparing(m -> m.name().name()));
    return served;
  }

  private static int rank(String context, List<String> contexts) {
    int index = contexts.indexOf(context);
    if (index >= 0) {
      return index;
    }
    return context.equals("public") ? contexts.size() : contexts.size() + 1;
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
