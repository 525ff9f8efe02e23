package org.fraiseql.schema;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Turns what a client gives into the text that PostgreSQL reads. Values go out as PostgreSQL wrote
 * them, so {@link #serialize} is never on the way of an answer.
 */
final class TextCoercing implements Coercing<Object, Object> {

  private final Function<Object, String> check;

  /** The check answers PostgreSQL's text or throws IllegalArgumentException with the reason. */
  TextCoercing(Function<Object, String> check) {
    this.check = check;
  }

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    try {
      return check.apply(value);
    } catch (IllegalArgumentException wrong) {
      throw new CoercingSerializeException(wrong.getMessage());
    }
  }

  @Override
  public Object parseValue(Object input, GraphQLContext context, Locale locale) {
    try {
      return check.apply(input);
    } catch (IllegalArgumentException wrong) {
      throw new CoercingParseValueException(wrong.getMessage());
    }
  }

  @Override
  public Object parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    try {
      return check.apply(plain(input, variables));
    } catch (IllegalArgumentException wrong) {
      throw CoercingParseLiteralException.newCoercingParseLiteralException()
          .message(wrong.getMessage())
          .sourceLocation(input.getSourceLocation())
          .build();
    }
  }

  @Override
  public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
    return StringValue.of(String.valueOf(input));
  }

  /** The literal as a plain Java value; what JSON has no word for is refused. */
  private static Object plain(Value<?> literal, CoercedVariables variables) {
    return switch (literal) {
      case StringValue string -> Objects.requireNonNull(string.getValue());
      case IntValue integer -> integer.getValue();
      case FloatValue decimal -> decimal.getValue();
      case BooleanValue flag -> flag.isValue();
      case NullValue _ -> JsonText.NULL;
      case VariableReference reference -> {
        Object value = variables.get(reference.getName());
        yield value == null ? JsonText.NULL : value;
      }
      case ArrayValue array -> {
        List<Object> items = new ArrayList<>();
        for (Value<?> item : array.getValues()) {
          items.add(plain(item, variables));
        }
        yield items;
      }
      case ObjectValue object -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (ObjectField field : object.getObjectFields()) {
          members.put(field.getName(), plain(field.getValue(), variables));
        }
        yield members;
      }
      case EnumValue name ->
          throw new IllegalArgumentException(
              "Expected a value, got the bare word " + name.getName() + ".");
      default -> throw new IllegalArgumentException("This kind of value is not known.");
    };
  }
}
