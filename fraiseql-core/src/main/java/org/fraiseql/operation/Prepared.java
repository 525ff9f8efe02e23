package org.fraiseql.operation;

import graphql.execution.TypeFromAST;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLObjectType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation of a validated document. Thread-safe; equal to itself only, so usable as a key. */
public final class Prepared {

  /** Same operation, same signature of variables: same statement. */
  private record PlanKey(Prepared operation, String signature) {}

  private final Terms terms;
  private final Parsed parsed;
  private final OperationDefinition definition;
  private final GraphQLObjectType root;
  private final Introspection introspection;
  private final VariableSpec[] specs;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Set<String> rootFields = new HashSet<>();
  private final boolean varies;
  private final Object soleKey = new PlanKey(this, "");
  private final Variables none = new Variables(this, new Object[0], Map.of());
  private final @Nullable Operation sole;
  private volatile @Nullable String introspected;

  Prepared(
      Terms terms,
      Parsed parsed,
      OperationDefinition definition,
      GraphQLObjectType root,
      Introspection introspection) {
    this.terms = terms;
    this.parsed = parsed;
    this.definition = definition;
    this.root = root;
    this.introspection = introspection;
    this.specs = specs();
    boolean any = false;
    for (int i = 0; i < specs.length; i++) {
      indexes.put(specs[i].name(), i);
      any |= specs[i].structural();
    }
    this.varies = any;
    collectRootFields(definition.getSelectionSet(), new HashSet<>());
    // Without structural variables there is one operation, so what is wrong with it shows now.
    this.sole = varies || introspectionOnly() ? null : resolveNow(placeholders());
  }

  private VariableSpec[] specs() {
    ArgumentUse uses = new ArgumentUse(terms, parsed);
    uses.collect(definition.getSelectionSet(), root);
    return definition.getVariableDefinitions().stream()
        .map(variable -> spec(variable, uses))
        .toArray(VariableSpec[]::new);
  }

  private VariableSpec spec(VariableDefinition variable, ArgumentUse uses) {
    String name = variable.getName();
    GraphQLInputType type =
        (GraphQLInputType) TypeFromAST.getTypeFromAST(terms.schema(), variable.getType());
    Place place = Place.variable(name, Place.locationsOf(variable));
    boolean count = uses.counts.contains(name);
    Object initial = Variables.ABSENT;
    if (variable.getDefaultValue() != null) {
      Coercion coercion = new Coercion(terms);
      initial = coercion.coerce(type, Literals.raw(variable.getDefaultValue()), place);
      coercion.throwProblems();
    }
    return new VariableSpec(
        name,
        type,
        place,
        count,
        uses.offsets.contains(name),
        uses.decides(name) && (count || Signature.varies(type)),
        initial);
  }

  private void collectRootFields(SelectionSet set, Set<String> seen) {
    for (graphql.language.Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> rootFields.add(field.getName());
        case InlineFragment inline -> collectRootFields(inline.getSelectionSet(), seen);
        case FragmentSpread spread -> {
          FragmentDefinition fragment = parsed.fragments().get(spread.getName());
          if (fragment != null && seen.add(spread.getName())) {
            collectRootFields(fragment.getSelectionSet(), seen);
          }
        }
        default -> {}
      }
    }
  }

  /** Query, mutation or subscription. */
  public Operation.Kind kind() {
    return switch (definition.getOperation()) {
      case QUERY -> Operation.Kind.QUERY;
      case MUTATION -> Operation.Kind.MUTATION;
      case SUBSCRIPTION -> Operation.Kind.SUBSCRIPTION;
    };
  }

  /** The operation's name, if it has one. */
  public @Nullable String name() {
    return definition.getName();
  }

  /**
   * Coerces a request's variables; names that the operation does not define are ignored.
   *
   * @param raw as parsed from JSON: String, Number, Boolean, List, Map, null
   * @throws org.fraiseql.problem.ProblemException with a problem for each value that does not fit
   */
  public Variables variables(Map<String, @Nullable Object> raw) {
    if (specs.length == 0) {
      return none;
    }
    Coercion coercion = new Coercion(terms);
    @Nullable Object[] values = new Object[specs.length];
    for (int i = 0; i < specs.length; i++) {
      values[i] = coercion.coerce(specs[i], raw);
    }
    coercion.throwProblems();
    return new Variables(this, values, raw);
  }

  /**
   * A key with equals and hashCode: equal keys stand for equal operations, hence for the same SQL
   * statement. It holds this operation, and of the variables only what decides the statement.
   */
  public Object planKey(Variables variables) {
    if (!varies) {
      return soleKey;
    }
    StringBuilder signature = new StringBuilder(32);
    for (int i = 0; i < specs.length; i++) {
      if (specs[i].structural()) {
        Signature.write(specs[i], variables.value(i), signature);
      }
    }
    return new PlanKey(this, signature.toString());
  }

  /**
   * The operation in terms of the schema, with late-bound values as bindings. Not for the hot path.
   *
   * @throws org.fraiseql.problem.ProblemException if these variables make it too costly or
   *     contradictory
   */
  public Operation resolve(Variables variables) {
    return sole != null ? sole : resolveNow(variables);
  }

  private Operation resolveNow(Variables variables) {
    Resolver resolver = new Resolver(terms, parsed, variables);
    return new Operation(kind(), resolver.selections(root, definition.getSelectionSet()));
  }

  /** Stands for any variables of an operation that no variable can change. */
  private Variables placeholders() {
    Object[] values = new Object[specs.length];
    Arrays.fill(values, "");
    return new Variables(this, values, Map.of());
  }

  /** Whether it selects {@code __schema} or {@code __type}. */
  public boolean hasIntrospection() {
    return rootFields.contains("__schema") || rootFields.contains("__type");
  }

  /**
   * Whether it is a query for {@code __schema}, {@code __type} and {@code __typename} alone, which
   * {@link #introspect} answers without a database.
   */
  public boolean introspectionOnly() {
    return kind() == Operation.Kind.QUERY
        && rootFields.stream()
            .allMatch(name -> name.equals("__typename") || Introspection.isRootField(name));
  }

  /**
   * The JSON object that is the answer's {@code data}, for an operation that is {@link
   * #introspectionOnly}. In an operation with other fields too, each introspection field is a
   * selection with the argument {@link Selection#JSON}, whose binding gives its JSON text.
   *
   * @throws org.fraiseql.problem.ProblemException if graphql-java refuses it
   */
  public String introspect(Variables variables) {
    if (specs.length > 0) {
      return introspection.whole(parsed, definition, variables);
    }
    String known = introspected;
    if (known == null) {
      known = introspection.whole(parsed, definition, variables);
      introspected = known;
    }
    return known;
  }

  String introspected(String responseKey, Variables variables) {
    List<Field> fields =
        new Fields(terms.schema(), parsed, variables)
            .collect(root.getName(), List.of(definition.getSelectionSet()))
            .get(responseKey);
    if (fields == null) {
      throw new IllegalArgumentException("no introspection field " + responseKey);
    }
    return introspection.field(parsed, definition, fields, variables);
  }

  int index(String variable) {
    Integer index = indexes.get(variable);
    if (index == null) {
      throw new IllegalArgumentException("not a variable of this operation: " + variable);
    }
    return index;
  }

  VariableSpec spec(String variable) {
    return specs[index(variable)];
  }
}
