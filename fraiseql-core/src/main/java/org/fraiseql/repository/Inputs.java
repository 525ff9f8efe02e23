package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fraiseql.api.Omittable;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.CommandField;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of commands as a client of GraphQL would send them in variables. A component that is null
 * or empty is left out; null is given by an {@link Omittable}, a Map or a JsonNode. Thread-safe.
 */
final class Inputs {

  private final Values values;
  private final Map<Class<?>, Declarations> records = new ConcurrentHashMap<>();

  Inputs(Values values) {
    this.values = values;
  }

  /**
   * @param type the typed input; null where the routine takes any JSON
   */
  Object of(Object input, CommandField.@Nullable Input type) {
    return switch (input) {
      case Map<?, ?> _, JsonNode _, Record _ -> object(input, type);
      default ->
          throw new ProblemException(
              new SessionProblem.UnfitValue(
                  "An input of " + input.getClass(), "it is no record, Map or JsonNode"));
    };
  }

  private Map<String, @Nullable Object> object(Object input, CommandField.@Nullable Input type) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    switch (input) {
      case JsonNode node -> Values.map(node).forEach((key, v) -> put(key, v, type, fields));
      case Map<?, ?> map ->
          map.forEach((key, v) -> put(String.valueOf(key), unwrapped(v), type, fields));
      default -> record(input, type, fields);
    }
    return fields;
  }

  private void record(
      Object input, CommandField.@Nullable Input type, Map<String, @Nullable Object> fields) {
    Declarations declarations =
        records.computeIfAbsent(input.getClass(), c -> RecordShape.declarations(c, true));
    RecordDeclaration record = RecordShape.declaration(declarations, input.getClass());
    for (int i = 0; i < record.components().size(); i++) {
      Component component = record.components().get(i);
      Object value = record.reader().apply(input, i);
      boolean given = value instanceof Omittable<?> omittable && !omittable.isOmitted();
      Object inner = Component.unwrapped(value);
      if (inner != null || given) {
        String name = component.name();
        put(type == null ? Keys.of(name) : name, inner, type, fields);
      }
    }
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  private void put(
      String key,
      @Nullable Object value,
      CommandField.@Nullable Input type,
      Map<String, @Nullable Object> fields) {
    if (value instanceof Omittable<?> omittable) {
      if (!omittable.isOmitted()) {
        put(key, omittable.value(), type, fields);
      }
      return;
    }
    if (type == null) {
      fields.put(key, value == null ? null : json(value));
      return;
    }
    CommandField.Input.Field field = field(key, type);
    // A name that is not there is told with all else that is wrong with the variables.
    fields.put(
        field == null ? key : field.name(),
        value == null ? null : field == null ? Values.plain(value) : typed(value, field));
  }

  private static CommandField.Input.@Nullable Field field(String key, CommandField.Input type) {
    CommandField.Input.Field exact = type.fields().get(key);
    return exact != null
        ? exact
        : type.fields().values().stream()
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElse(null);
  }

  private Object typed(Object value, CommandField.Input.Field field) {
    if (value instanceof Collection<?> items && !field.type().base().isJson()) {
      List<@Nullable Object> list = new ArrayList<>();
      items.forEach(item -> list.add(item == null ? null : typed(item, field)));
      return list;
    }
    return field.object() != null && isObject(value)
        ? object(value, field.object())
        : values.of(value, field.type());
  }

  private static boolean isObject(Object value) {
    return value instanceof Record
        || value instanceof Map<?, ?>
        || value instanceof JsonNode node && node.isObject();
  }

  /** A part of an input that has no type: with keys in snake_case. */
  private Object json(Object value) {
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> list = new ArrayList<>();
      items.forEach(item -> list.add(item == null ? null : json(item)));
      return list;
    }
    if (isObject(value)) {
      return object(value, null);
    }
    return value instanceof JsonNode ? Values.json(value) : Values.plain(value);
  }
}
