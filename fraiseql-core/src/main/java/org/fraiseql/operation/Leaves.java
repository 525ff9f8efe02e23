package org.fraiseql.operation;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scalars, from JSON and from literals, to the text that PostgreSQL reads; booleans stay Boolean.
 * The built-in scalars are read here, as strictly as GraphQL says; others by their own Coercing.
 */
final class Leaves {

  private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

  private Leaves() {}

  /** Says why a value is not one of the type. */
  static final class Unfit extends RuntimeException {
    final boolean text;

    Unfit(@Nullable String reason, boolean text) {
      super(reason, null, false, false);
      this.text = text;
    }
  }

  /**
   * The scalar from a JSON value, not null.
   *
   * @throws Unfit if it is not one
   */
  static Object fromJson(GraphQLScalarType type, Object raw) {
    return switch (type.getName()) {
      case "Int" -> int32(raw instanceof Number number ? integral(number) : null);
      case "Boolean" -> raw instanceof Boolean flag ? flag : unfit(null);
      case "String" -> raw instanceof String text ? fit(text) : unfit(null);
      case "Float" -> raw instanceof Number number ? number.toString() : unfit(null);
      case "ID" -> id(raw);
      default -> custom(type, raw);
    };
  }

  /**
   * The scalar from a literal that is neither null nor a variable.
   *
   * @throws Unfit if it is not one
   */
  static Object fromLiteral(GraphQLScalarType type, Value<?> literal) {
    return switch (type.getName()) {
      case "Int" -> int32(literal instanceof IntValue number ? number.getValue() : null);
      case "Boolean" -> literal instanceof BooleanValue flag ? flag.isValue() : unfit(null);
      case "String" -> literal instanceof StringValue text ? fit(text) : unfit(null);
      case "Float" ->
          switch (literal) {
            case IntValue number -> number.getValue().toString();
            case FloatValue number -> number.getValue().toString();
            default -> unfit(null);
          };
      case "ID" ->
          switch (literal) {
            case IntValue number -> number.getValue().toString();
            case StringValue text -> fit(text);
            default -> unfit(null);
          };
      default -> custom(type, literal);
    };
  }

  private static Object custom(GraphQLScalarType type, Object raw) {
    searchForUnfitText(raw);
    try {
      Object value =
          type.getCoercing().parseValue(raw, GraphQLContext.getDefault(), Locale.ENGLISH);
      return value instanceof String text ? text : parsed(value);
    } catch (CoercingParseValueException e) {
      throw new Unfit(sentence(e.getMessage()), false);
    }
  }

  private static Object custom(GraphQLScalarType type, Value<?> literal) {
    searchForUnfitText(literal);
    try {
      Object value =
          type.getCoercing()
              .parseLiteral(
                  literal,
                  CoercedVariables.emptyVariables(),
                  GraphQLContext.getDefault(),
                  Locale.ENGLISH);
      return value instanceof String text ? text : parsed(value);
    } catch (CoercingParseLiteralException e) {
      throw new Unfit(sentence(e.getMessage()), false);
    }
  }

  private static Object parsed(@Nullable Object value) {
    return value == null ? unfit(null) : value.toString();
  }

  private static @Nullable String sentence(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return null;
    }
    return message.endsWith(".") ? message : message + ".";
  }

  private static Object unfit(@Nullable String reason) {
    throw new Unfit(reason, false);
  }

  private static Object int32(@Nullable BigInteger number) {
    if (number == null) {
      return unfit(null);
    }
    if (number.compareTo(INT_MIN) < 0 || number.compareTo(INT_MAX) > 0) {
      return unfit("Int holds whole numbers from -2147483648 to 2147483647.");
    }
    return number.toString();
  }

  private static @Nullable BigInteger integral(Number number) {
    return switch (number) {
      case Integer whole -> BigInteger.valueOf(whole);
      case Long whole -> BigInteger.valueOf(whole);
      case BigInteger whole -> whole;
      case Double real -> Double.isFinite(real) ? integral(BigDecimal.valueOf(real)) : null;
      case BigDecimal real -> integral(real);
      default -> null;
    };
  }

  /** Ten digits are enough for Int; more would only let 1E1000000000 be written out. */
  private static @Nullable BigInteger integral(BigDecimal real) {
    if (real.signum() == 0) {
      return BigInteger.ZERO;
    }
    if (real.precision() - (long) real.scale() > 10) {
      return INT_MAX.add(BigInteger.ONE);
    }
    BigDecimal plain = real.stripTrailingZeros();
    return plain.scale() <= 0 ? plain.toBigInteger() : null;
  }

  private static Object id(Object raw) {
    return switch (raw) {
      case String text -> fit(text);
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case BigInteger number -> number.toString();
      default -> unfit(null);
    };
  }

  private static String fit(StringValue text) {
    return fit(Objects.requireNonNullElse(text.getValue(), ""));
  }

  private static String fit(String text) {
    String defect = defect(text);
    if (defect != null) {
      throw new Unfit(defect, true);
    }
    return text;
  }

  /** What PostgreSQL could not store of a text, or null. */
  private static @Nullable String defect(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "the character U+0000, which PostgreSQL cannot store";
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return "half of a surrogate pair, which is no character";
        }
        i++;
      }
    }
    return null;
  }

  private static void searchForUnfitText(@Nullable Object raw) {
    switch (raw) {
      case String text -> fit(text);
      case List<?> items -> items.forEach(Leaves::searchForUnfitText);
      case Map<?, ?> fields ->
          fields.forEach(
              (key, value) -> {
                searchForUnfitText(key);
                searchForUnfitText(value);
              });
      case null, default -> {}
    }
  }

  private static void searchForUnfitText(Value<?> literal) {
    switch (literal) {
      case StringValue text -> fit(text);
      case ArrayValue items -> items.getValues().forEach(Leaves::searchForUnfitText);
      case ObjectValue object ->
          object.getObjectFields().forEach(field -> searchForUnfitText(field.getValue()));
      case VariableReference _ ->
          throw new Unfit("Give the whole value as one variable instead of parts of it.", false);
      default -> {}
    }
  }

  /** A JSON value as it is shown in messages. */
  static String shown(@Nullable Object raw) {
    return switch (raw) {
      case null -> "null";
      case String text -> shortened("\"" + text + "\"");
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "an object";
      default -> shortened(raw.toString());
    };
  }

  /** A literal as it is shown in messages. */
  static String shown(Value<?> literal) {
    return shortened(AstPrinter.printAstCompact(literal));
  }

  static String shortened(String text) {
    String visible = text.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 60 ? visible : visible.substring(0, 57) + "…";
  }
}
