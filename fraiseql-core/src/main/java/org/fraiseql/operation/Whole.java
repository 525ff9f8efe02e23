package org.fraiseql.operation;

import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are bound as a whole: the tree of what the document says, with holes where its
 * variables go.
 */
final class Whole {

  /**
   * Where a variable's value goes.
   *
   * @param refusesNull the place, if a null may not stand there
   */
  private record Hole(int variable, @Nullable Place refusesNull, String shown) {}

  private Whole() {}

  /** The argument's tree; the literal has been validated. */
  static org.fraiseql.operation.Value.Whole of(
      GraphQLInputType type, Value<?> literal, Place place, Prepared operation) {
    return new org.fraiseql.operation.Value.Whole(tree(type, literal, place, operation));
  }

  private static @Nullable Object tree(
      GraphQLInputType type, Value<?> literal, Place place, Prepared operation) {
    if (literal instanceof VariableReference variable) {
      Place strict = Types.isRequired(type) ? place : null;
      return new Hole(operation.index(variable.getName()), strict, Types.shown(type));
    }
    if (literal instanceof NullValue) {
      return null;
    }
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      return literal instanceof ArrayValue list
          ? list(element, list, place, operation)
          : List.of(given(tree(element, literal, place, operation)));
    }
    return switch (Types.nullable(type)) {
      case GraphQLInputObjectType object -> object(object, (ObjectValue) literal, place, operation);
      case GraphQLScalarType scalar -> Leaves.fromLiteral(scalar, literal);
      default -> ((EnumValue) literal).getName();
    };
  }

  private static Object given(@Nullable Object tree) {
    return java.util.Objects.requireNonNull(tree);
  }

  private static List<@Nullable Object> list(
      GraphQLInputType element, ArrayValue literal, Place place, Prepared operation) {
    List<@Nullable Object> items = new ArrayList<>(literal.getValues().size());
    for (Value<?> item : literal.getValues()) {
      items.add(tree(element, item, place.item(items.size()), operation));
    }
    return items;
  }

  private static Map<String, @Nullable Object> object(
      GraphQLInputObjectType type, ObjectValue literal, Place place, Prepared operation) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (ObjectField field : literal.getObjectFields()) {
      String name = field.getName();
      GraphQLInputType target = type.getFieldDefinition(name).getType();
      fields.put(name, tree(target, field.getValue(), place.field(name), operation));
    }
    return fields;
  }

  /** The tree with the variables' values in it; what has none leaves its field out. */
  static @Nullable Object filled(@Nullable Object tree, Variables variables) {
    Object value = value(tree, variables);
    return value == Variables.ABSENT ? null : value;
  }

  private static @Nullable Object value(@Nullable Object tree, Variables variables) {
    return switch (tree) {
      case Hole hole -> filled(hole, variables);
      case List<?> items -> {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(filled(item, variables)));
        yield values;
      }
      case Map<?, ?> fields -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> {
              Object value = value(field, variables);
              if (value != Variables.ABSENT) {
                values.put((String) name, value);
              }
            });
        yield values;
      }
      case null, default -> tree;
    };
  }

  private static @Nullable Object filled(Hole hole, Variables variables) {
    Object value = variables.value(hole.variable());
    Place strict = hole.refusesNull();
    if (strict != null && (value == null || value == Variables.ABSENT)) {
      throw new ProblemException(
          new ValueProblem.MissingValue(
              strict.text(), hole.shown(), value == null, strict.locations(), strict.path()));
    }
    return value;
  }
}
