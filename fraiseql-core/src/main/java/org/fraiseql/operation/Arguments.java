package org.fraiseql.operation;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.InputValueWithState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.fraiseql.operation.Value.Count;
import org.fraiseql.operation.Value.EnumName;
import org.fraiseql.operation.Value.Flag;
import org.fraiseql.operation.Value.Input;
import org.fraiseql.operation.Value.ListOf;
import org.fraiseql.operation.Value.Null;
import org.fraiseql.operation.Value.Scalar;
import org.fraiseql.operation.Value.Scalars;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.fraiseql.sql.Binding;
import org.jspecify.annotations.Nullable;

/** Arguments of a field to values: structure as itself, compared values as bindings. */
final class Arguments {

  private final Terms terms;
  private final Variables variables;

  Arguments(Terms terms, Variables variables) {
    this.terms = terms;
    this.variables = variables;
  }

  /** Those given and those with a default; a null for paging is as if it were not given. */
  Map<String, Value> of(GraphQLFieldDefinition definition, Field field, List<Object> path) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Argument argument : field.getArguments()) {
      String name = argument.getName();
      GraphQLArgument target = definition.getArgument(name);
      Place place = Place.argument(field.getName(), name, Place.locationsOf(argument), path);
      if (ArgumentUse.isWhole(terms, definition, name)) {
        WholeArgument whole = new WholeArgument(terms, variables.operation());
        values.put(name, new Value.Whole(whole.tree(target, argument.getValue(), place)));
        continue;
      }
      Value value =
          literal(target.getType(), argument.getValue(), place, Paging.isCount(definition, name));
      if (value instanceof Null) {
        if (Types.isRequired(target.getType())) {
          throw nullFor(target.getType(), place);
        }
        if (Paging.isPaging(definition, name)) {
          continue;
        }
      }
      if (value != null) {
        values.put(name, value);
      }
    }
    for (GraphQLArgument target : definition.getArguments()) {
      String name = target.getName();
      if (values.get(name) instanceof Value.Whole) {
        continue;
      }
      if (target.hasSetDefaultValue() && field.getArguments().stream().noneMatch(isGiven(name))) {
        Place place = Place.argument(field.getName(), name, Place.locationsOf(field), path);
        if (ArgumentUse.isWhole(terms, definition, name)) {
          WholeArgument whole = new WholeArgument(terms, variables.operation());
          values.put(name, new Value.Whole(whole.initial(target, place)));
          continue;
        }
        boolean count = Paging.isCount(definition, name);
        values.put(name, initial(target.getType(), target.getArgumentDefaultValue(), place, count));
      }
    }
    if (values.containsKey("first")
        && values.containsKey("last")
        && Paging.isConnection(definition)) {
      throw new ProblemException(
          new ValueProblem.ConflictingArguments(
              field.getName(), "first", "last", Place.locationsOf(field), path));
    }
    return Collections.unmodifiableMap(values);
  }

  private Predicate<Argument> isGiven(String name) {
    return argument ->
        argument.getName().equals(name)
            && !(argument.getValue() instanceof VariableReference variable
                && value(variable) == Variables.ABSENT);
  }

  private @Nullable Object value(VariableReference variable) {
    return variables.value(variables.operation().index(variable.getName()));
  }

  private static ProblemException nullFor(GraphQLType type, Place place) {
    return new ProblemException(
        new ValueProblem.MissingValue(
            place.text(), Types.shown(type), true, place.locations(), place.path()));
  }

  /** The value of what the document says; null if that is a variable without a value. */
  private @Nullable Value literal(
      GraphQLInputType type, graphql.language.Value<?> literal, Place place, boolean count) {
    if (literal instanceof VariableReference variable) {
      Object value = value(variable);
      if (value == Variables.ABSENT) {
        return null;
      }
      VariableSpec spec = variables.operation().spec(variable.getName());
      return coerced(spec.type(), value, new Source(variable.getName()), count);
    }
    if (literal instanceof NullValue) {
      return new Null();
    }
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      List<? extends graphql.language.Value<?>> items =
          literal instanceof ArrayValue list ? values(list) : List.of(literal);
      return Types.isLeaf(element) ? scalars(element, items) : listOf(element, items, place);
    }
    return switch (Types.nullable(type)) {
      case GraphQLInputObjectType object -> input(object, (ObjectValue) literal, place);
      case GraphQLEnumType _ -> new EnumName(((EnumValue) literal).getName());
      case GraphQLScalarType scalar -> scalar(Leaves.fromLiteral(scalar, literal), count, null);
      default -> throw new IllegalStateException(GraphQLTypeUtil.simplePrint(type));
    };
  }

  @SuppressWarnings("rawtypes")
  private static List<? extends graphql.language.Value<?>> values(ArrayValue list) {
    List<graphql.language.Value<?>> values = new ArrayList<>(list.getValues().size());
    for (graphql.language.Value value : list.getValues()) {
      values.add(value);
    }
    return values;
  }

  private static Value scalar(Object value, boolean count, @Nullable Source source) {
    if (value instanceof Boolean flag) {
      return new Flag(flag);
    }
    if (count) {
      return new Count(Integer.parseInt((String) value));
    }
    return new Scalar(source == null ? new Binding.Constant(value) : source.binding());
  }

  private Scalars scalars(
      GraphQLInputType element, List<? extends graphql.language.Value<?>> items) {
    List<@Nullable Object> texts = new ArrayList<>(items.size());
    boolean constant = true;
    for (graphql.language.Value<?> item : items) {
      constant &= !(item instanceof VariableReference);
      texts.add(item instanceof VariableReference ? null : text(element, item));
    }
    if (constant) {
      return new Scalars(new Binding.Constant(Collections.unmodifiableList(texts)));
    }
    List<Binding> bindings = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      bindings.add(
          items.get(i) instanceof VariableReference variable
              ? new Binding.Variable(variable.getName(), List.of())
              : new Binding.Constant(texts.get(i)));
    }
    return new Scalars(new Binding.Composed(List.copyOf(bindings)));
  }

  private static @Nullable String text(GraphQLInputType type, graphql.language.Value<?> literal) {
    return switch (literal) {
      case NullValue _ -> null;
      case EnumValue name when Types.nullable(type) instanceof GraphQLEnumType -> name.getName();
      default -> Leaves.fromLiteral((GraphQLScalarType) Types.nullable(type), literal).toString();
    };
  }

  private ListOf listOf(
      GraphQLInputType element, List<? extends graphql.language.Value<?>> items, Place place) {
    List<Value> values = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Value value = literal(element, items.get(i), place.item(i), false);
      if ((value == null || value instanceof Null) && Types.isRequired(element)) {
        throw nullFor(element, place.item(i));
      }
      values.add(value == null ? new Null() : value);
    }
    return new ListOf(List.copyOf(values));
  }

  private Input input(GraphQLInputObjectType object, ObjectValue literal, Place place) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (ObjectField field : literal.getObjectFields()) {
      GraphQLInputObjectField target = object.getFieldDefinition(field.getName());
      Place here = place.field(field.getName());
      Value value = literal(target.getType(), field.getValue(), here, false);
      if (value instanceof Null && Types.isRequired(target.getType())) {
        throw nullFor(target.getType(), here);
      }
      if (value != null) {
        fields.put(field.getName(), value);
      }
    }
    for (GraphQLInputObjectField target : object.getFieldDefinitions()) {
      InputValueWithState initial = target.getInputFieldDefaultValue();
      if (initial.isSet() && !fields.containsKey(target.getName())) {
        Place here = place.field(target.getName());
        fields.put(target.getName(), initial(target.getType(), initial, here, false));
      }
    }
    if (object.isOneOf()
        && (fields.size() != 1 || fields.values().iterator().next() instanceof Null)) {
      int notNull = (int) fields.values().stream().filter(v -> !(v instanceof Null)).count();
      throw new ProblemException(
          new ValueProblem.NotExactlyOne(
              place.text(), object.getName(), notNull, place.locations(), place.path()));
    }
    return new Input(Collections.unmodifiableMap(fields));
  }

  /** A default of the schema. */
  private Value initial(
      GraphQLInputType type, InputValueWithState initial, Place place, boolean count) {
    Coercion coercion = new Coercion(terms);
    Object value = coercion.coerce(type, Coercion.rawDefault(initial), place);
    coercion.throwProblems();
    return coerced(type, value, null, count);
  }

  /** Where a coerced value lies inside a variable. */
  private record Source(String variable, List<String> path) {

    Source(String variable) {
      this(variable, List.of());
    }

    Source step(String name) {
      List<String> longer = new ArrayList<>(path);
      longer.add(name);
      return new Source(variable, List.copyOf(longer));
    }

    Binding binding() {
      return new Binding.Variable(variable, path);
    }
  }

  /** A coerced value; from a variable, or constant where the source is null. */
  private static Value coerced(
      GraphQLInputType type, @Nullable Object value, @Nullable Source source, boolean count) {
    if (value == null) {
      return new Null();
    }
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      if (Types.isLeaf(element)) {
        return new Scalars(
            source == null
                ? new Binding.Constant(Variables.texts((List<?>) value))
                : source.binding());
      }
      List<Value> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        Source inner = source == null ? null : source.step(Integer.toString(items.size()));
        items.add(coerced(element, item, inner, false));
      }
      return new ListOf(List.copyOf(items));
    }
    return switch (Types.nullable(type)) {
      case GraphQLInputObjectType object -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach(
                (key, inner) -> {
                  String name = (String) key;
                  GraphQLInputType target = object.getFieldDefinition(name).getType();
                  Source below = source == null ? null : source.step(name);
                  fields.put(name, coerced(target, inner, below, false));
                });
        yield new Input(Collections.unmodifiableMap(fields));
      }
      case GraphQLEnumType _ -> new EnumName((String) value);
      default -> scalar(value, count, source);
    };
  }
}
