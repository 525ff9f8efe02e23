package org.fraiseql.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON text of values that a client gave, digits kept. */
final class JsonText {

  /** Stands for {@code null} where a null reference cannot. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonText() {}

  /** The value as JSON text. */
  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(checked(value));
    } catch (JsonProcessingException _) {
      throw new IllegalArgumentException("Expected a JSON value.");
    }
  }

  private static @Nullable Object checked(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> ValueSyntax.text(text);
      case Boolean flag -> flag;
      case Integer number -> number;
      case Long number -> number;
      case BigInteger number -> number;
      case BigDecimal number -> number;
      case Double number when Double.isFinite(number) -> number;
      case List<?> items -> items.stream().map(JsonText::checked).collect(Collectors.toList());
      case Map<?, ?> members -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach((key, member) -> copy.put(ValueSyntax.text(key), checked(member)));
        yield copy;
      }
      default -> {
        if (value == NULL) {
          yield null;
        }
        throw new IllegalArgumentException("Expected a JSON value.");
      }
    };
  }
}
