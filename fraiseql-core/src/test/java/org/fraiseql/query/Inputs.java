package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/** The input types of a schema, as clients see them by introspection. */
final class Inputs {

  /** A field's type: as a variable of it is declared, and what is inside the list. */
  record Field(String declared, String inner, boolean list) {}

  static final String TYPE = "type { kind name ofType { kind name ofType { kind name } } }";

  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private final Map<String, Map<String, Field>> types = new LinkedHashMap<>();
  private final Map<String, String> filters = new LinkedHashMap<>();

  Inputs(Engine engine) {
    JsonNode schema =
        engine
            .data(
                "{ __schema { types { name inputFields { name %s } } queryType { fields { name args { name %s } } } } }"
                    .formatted(TYPE, TYPE))
            .get("__schema");
    for (JsonNode type : schema.get("types")) {
      types.put(type.get("name").asText(), fields(type.get("inputFields")));
    }
    for (JsonNode field : schema.get("queryType").get("fields")) {
      Field where = fields(field.get("args")).get("where");
      if (where != null) {
        filters.put(field.get("name").asText(), where.inner());
      }
    }
  }

  static Map<String, Field> fields(JsonNode nodes) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (JsonNode node : nodes) {
      fields.put(node.get("name").asText(), field(node.get("type"), false));
    }
    return fields;
  }

  private static Field field(JsonNode type, boolean list) {
    return switch (type.get("kind").asText()) {
      case "NON_NULL" -> {
        Field inner = field(type.get("ofType"), list);
        yield new Field(inner.declared() + "!", inner.inner(), inner.list());
      }
      case "LIST" -> {
        Field inner = field(type.get("ofType"), true);
        yield new Field("[" + inner.declared() + "]", inner.inner(), true);
      }
      default -> new Field(type.get("name").asText(), type.get("name").asText(), list);
    };
  }

  /** The operators of a field of a list's filter; empty if it has no such field. */
  Map<String, Field> operators(String root, String field) {
    Field leaf = Objects.requireNonNull(types.get(filters.get(root)), root).get(field);
    return leaf == null ? Map.of() : Objects.requireNonNull(types.get(leaf.inner()));
  }

  /** The fields of an input type. */
  Map<String, Field> of(String inputType) {
    return types.getOrDefault(inputType, Map.of());
  }

  /** A variable's value as JSON has it; null if the scalar does not take such a value. */
  static @Nullable Object variable(String scalar, String text) {
    return switch (scalar) {
      case "Int" -> Integer.valueOf(text);
      case "Long" -> text.length() > 9 ? text : Integer.valueOf(text);
      case "Float" -> NOT_FINITE.contains(text) ? null : new BigDecimal(text);
      case "Boolean" -> Boolean.valueOf(text);
      case "JSON" -> Engine.JSON.convertValue(Engine.parse(text), Object.class);
      case "ExtMood", "Mood" ->
          text.matches("[a-z]+") && !text.equals("true")
              ? text
              : text.isEmpty()
                  ? "VALUE"
                  : text.replaceAll("\\W+", "_").toUpperCase(java.util.Locale.ROOT);
      // a leap second is read by PostgreSQL and never written
      case "DateTime" -> text.contains(":60") ? null : text;
      default -> text;
    };
  }
}
