package org.fraiseql.operation;

import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.InputValueWithState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments that are bound as a whole: what the document says becomes a tree with holes where
 * its variables go.
 */
final class WholeArgument {

  /** What the document says, or a part of it. Immutable. */
  sealed interface Tree {

    /** Has no variable in it; what is in it must not be changed, since all requests share it. */
    record Given(@Nullable Object value) implements Tree {}

    /**
     * A variable.
     *
     * @param shown the type that is expected
     * @param initial what takes its place when it has no value, or {@link Variables#ABSENT}
     */
    record Hole(int variable, Place place, boolean required, String shown, @Nullable Object initial)
        implements Tree {}

    record Items(List<Tree> items) implements Tree {}

    /**
     * An input object.
     *
     * @param oneOf the type's name, if exactly one field must have a value
     */
    record Fields(Map<String, Tree> fields, @Nullable String oneOf, Place place) implements Tree {}
  }

  private final Terms terms;
  private final Prepared operation;

  WholeArgument(Terms terms, Prepared operation) {
    this.terms = terms;
    this.operation = operation;
  }

  /** The argument's tree; the literal has been validated. */
  Tree tree(GraphQLArgument argument, Value<?> literal, Place place) {
    return tree(argument.getType(), argument.getArgumentDefaultValue(), literal, place);
  }

  /** The default of an argument that was not given. */
  Tree initial(GraphQLArgument argument, Place place) {
    return new Tree.Given(initial(argument.getType(), argument.getArgumentDefaultValue(), place));
  }

  private @Nullable Object initial(GraphQLInputType type, InputValueWithState value, Place place) {
    if (value.isNotSet()) {
      return Variables.ABSENT;
    }
    Coercion coercion = new Coercion(terms);
    Object initial = coercion.coerce(type, Coercion.rawDefault(value), place);
    coercion.throwProblems();
    return initial;
  }

  private Tree tree(
      GraphQLInputType type, InputValueWithState initial, Value<?> literal, Place place) {
    if (literal instanceof VariableReference variable) {
      return new Tree.Hole(
          operation.index(variable.getName()),
          place,
          Types.isRequired(type),
          Types.shown(type),
          initial(type, initial, place));
    }
    if (literal instanceof NullValue) {
      return new Tree.Given(null);
    }
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      List<Tree> items = new ArrayList<>();
      if (literal instanceof ArrayValue list) {
        for (Value<?> item : list.getValues()) {
          items.add(item(element, item, place.item(items.size())));
        }
      } else {
        items.add(item(element, literal, place));
      }
      return items(items);
    }
    return switch (Types.nullable(type)) {
      case GraphQLInputObjectType object -> object(object, (ObjectValue) literal, place);
      case GraphQLScalarType scalar -> new Tree.Given(Leaves.fromLiteral(scalar, literal));
      default -> new Tree.Given(((EnumValue) literal).getName());
    };
  }

  private Tree item(GraphQLInputType type, Value<?> literal, Place place) {
    return tree(type, InputValueWithState.NOT_SET, literal, place);
  }

  private static Tree items(List<Tree> items) {
    Tree.Items tree = new Tree.Items(List.copyOf(items));
    return items.stream().allMatch(Tree.Given.class::isInstance)
        ? new Tree.Given(filled(tree, new Object[0]))
        : tree;
  }

  private Tree object(GraphQLInputObjectType type, ObjectValue literal, Place place) {
    Map<String, Tree> fields = new LinkedHashMap<>();
    for (ObjectField field : literal.getObjectFields()) {
      String name = field.getName();
      GraphQLInputObjectField target = type.getFieldDefinition(name);
      Place here = place.field(name);
      fields.put(
          name, tree(target.getType(), target.getInputFieldDefaultValue(), field.getValue(), here));
    }
    for (GraphQLInputObjectField target : type.getFieldDefinitions()) {
      InputValueWithState initial = target.getInputFieldDefaultValue();
      if (initial.isSet() && !fields.containsKey(target.getName())) {
        Place here = place.field(target.getName());
        fields.put(target.getName(), new Tree.Given(initial(target.getType(), initial, here)));
      }
    }
    String oneOf = type.isOneOf() ? type.getName() : null;
    Tree.Fields tree = new Tree.Fields(Collections.unmodifiableMap(fields), oneOf, place);
    return fields.values().stream().allMatch(Tree.Given.class::isInstance)
        ? new Tree.Given(filled(tree, new Object[0]))
        : tree;
  }

  /**
   * The tree with the variables' values in it; what has none leaves its field out.
   *
   * @throws ProblemException if a null, or nothing, stands where a value must be
   */
  static @Nullable Object filled(Tree tree, @Nullable Object[] variables) {
    return switch (tree) {
      case Tree.Given given -> given.value();
      case Tree.Hole hole -> filled(hole, variables);
      case Tree.Items list -> {
        List<@Nullable Object> values = new ArrayList<>(list.items().size());
        for (Tree item : list.items()) {
          Object value = filled(item, variables);
          values.add(value == Variables.ABSENT ? null : value);
        }
        yield Collections.unmodifiableList(values);
      }
      case Tree.Fields object -> filled(object, variables);
    };
  }

  private static @Nullable Object filled(Tree.Hole hole, @Nullable Object[] variables) {
    Object given = variables[hole.variable()];
    Object value = given == Variables.ABSENT ? hole.initial() : given;
    if (hole.required() && (value == null || value == Variables.ABSENT)) {
      Place place = hole.place();
      throw new ProblemException(
          new ValueProblem.MissingValue(
              place.text(), hole.shown(), value == null, place.locations(), place.path()));
    }
    return value;
  }

  private static Map<String, @Nullable Object> filled(
      Tree.Fields object, @Nullable Object[] variables) {
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(object.fields().size());
    object
        .fields()
        .forEach(
            (name, field) -> {
              Object value = filled(field, variables);
              if (value != Variables.ABSENT) {
                values.put(name, value);
              }
            });
    String oneOf = object.oneOf();
    if (oneOf != null && (values.size() != 1 || values.containsValue(null))) {
      int notNull = (int) values.values().stream().filter(value -> value != null).count();
      Place place = object.place();
      throw new ProblemException(
          new ValueProblem.NotExactlyOne(
              place.text(), oneOf, notNull, place.locations(), place.path()));
    }
    return Collections.unmodifiableMap(values);
  }
}
