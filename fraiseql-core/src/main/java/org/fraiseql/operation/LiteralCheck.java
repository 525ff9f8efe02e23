package org.fraiseql.operation;

import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.RequestProblem;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/** Checks literal values against the types of the places where they stand. */
final class LiteralCheck {

  /** Input objects and lists within one another, in literals and in variables. */
  static final int NESTING = 32;

  private final Hints hints;
  private final Consumer<RequestProblem> problems;

  LiteralCheck(Hints hints, Consumer<RequestProblem> problems) {
    this.hints = hints;
    this.problems = problems;
  }

  void check(GraphQLInputType type, Value<?> value, Place place) {
    Place here = place.at(value);
    if (place.level() > NESTING) {
      problems.accept(new LimitProblem.NestedTooDeeply(place.text(), NESTING, here.locations()));
      return;
    }
    switch (value) {
      case VariableReference _ -> {}
      case NullValue _ -> {
        if (Types.isRequired(type)) {
          problems.accept(
              new ValueProblem.MissingValue(
                  place.text(), Types.shown(type), true, here.locations(), here.path()));
        }
      }
      default -> checkGiven(type, value, here);
    }
  }

  private void checkGiven(GraphQLInputType type, Value<?> value, Place here) {
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      if (value instanceof ArrayValue list) {
        int index = 0;
        for (Value<?> item : list.getValues()) {
          check(element, item, here.item(index++));
        }
      } else {
        check(element, value, here);
      }
      return;
    }
    GraphQLType named = Types.nullable(type);
    switch (named) {
      case GraphQLInputObjectType object -> checkObject(object, type, value, here);
      case GraphQLEnumType set -> checkEnum(set, type, value, here);
      case GraphQLScalarType scalar -> {
        try {
          Leaves.fromLiteral(scalar, value);
        } catch (Leaves.Unfit e) {
          problems.accept(unfit(e, type, Leaves.shown(value), here));
        }
      }
      default -> throw new IllegalStateException(GraphQLTypeUtil.simplePrint(type));
    }
  }

  static RequestProblem unfit(Leaves.Unfit e, GraphQLType type, String found, Place here) {
    String reason = e.getMessage() == null ? expectation(type) : e.getMessage();
    return e.text && reason != null
        ? new ValueProblem.UnfitText(here.text(), reason, here.locations(), here.path())
        : new ValueProblem.WrongValue(
            here.text(), Types.shown(type), found, reason, here.locations(), here.path());
  }

  private static @Nullable String expectation(GraphQLType type) {
    return switch (Types.nullable(type)) {
      case GraphQLInputObjectType object ->
          "Give an object with fields of " + object.getName() + ".";
      case GraphQLEnumType _ ->
          "Give the name of one of its values: without quotes in the document, as a string in the"
              + " variables.";
      case GraphQLScalarType scalar ->
          switch (scalar.getName()) {
            case "Int" -> "Give a whole number without quotes.";
            case "Float" -> "Give a number without quotes.";
            case "Boolean" -> "Give true or false without quotes.";
            case "String", "ID" -> "Give text in double quotes.";
            default -> null;
          };
      default -> null;
    };
  }

  private void wrong(GraphQLInputType type, Value<?> value, Place here) {
    problems.accept(unfit(new Leaves.Unfit(null, false), type, Leaves.shown(value), here));
  }

  private void checkEnum(GraphQLEnumType set, GraphQLInputType type, Value<?> value, Place here) {
    if (!(value instanceof EnumValue name)) {
      wrong(type, value, here);
    } else if (set.getValue(name.getName()) == null) {
      List<String> known = Types.names(set.getValues());
      problems.accept(
          new NameProblem.UnknownEnumValue(
              name.getName(),
              set.getName(),
              here.text(),
              hints.hint(name.getName(), known),
              here.locations(),
              here.path()));
    }
  }

  private void checkObject(
      GraphQLInputObjectType object, GraphQLInputType type, Value<?> value, Place here) {
    if (!(value instanceof ObjectValue given)) {
      wrong(type, value, here);
      return;
    }
    Set<String> names = new HashSet<>();
    int notNull = 0;
    for (ObjectField field : given.getObjectFields()) {
      String name = field.getName();
      GraphQLInputObjectField definition = object.getFieldDefinition(name);
      names.add(name);
      notNull += field.getValue() instanceof NullValue ? 0 : 1;
      if (definition == null) {
        problems.accept(
            new NameProblem.UnknownInputField(
                name,
                object.getName(),
                here.text(),
                hints.hint(name, Types.names(object.getFieldDefinitions())),
                here.at(field.getValue()).at(field).locations(),
                here.path()));
      } else {
        check(definition.getType(), field.getValue(), here.field(name));
      }
    }
    for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
      if (Types.isRequired(field.getType())
          && field.getInputFieldDefaultValue().isNotSet()
          && !names.contains(field.getName())) {
        problems.accept(
            new ValueProblem.MissingValue(
                here.field(field.getName()).text(),
                Types.shown(field.getType()),
                false,
                here.locations(),
                here.path()));
      }
    }
    if (object.isOneOf() && (names.size() != 1 || notNull != 1)) {
      problems.accept(
          new ValueProblem.NotExactlyOne(
              here.text(), object.getName(), notNull, here.locations(), here.path()));
    }
  }
}
