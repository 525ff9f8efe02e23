package org.fraiseql.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;

/** Objects whose keys are the database's own, as objects with the names of components. */
record Keys(Declarations declarations) {

  /** The key in snake_case of a component's name. */
  static String of(String name) {
    StringBuilder key = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && c >= 'A' && c <= 'Z') {
        key.append('_').append(Character.toLowerCase(c));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }

  /** What the components of a record are called, in place of the keys. */
  JsonNode named(JsonNode value, Class<?> type) {
    RecordDeclaration record = declarations.records().get(type);
    if (record == null || !value.isObject()) {
      return value;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    for (Component component : record.components()) {
      JsonNode found = value.get(component.name());
      if (found == null) {
        found = value.get(of(component.name()));
      }
      if (found != null) {
        named.set(component.name(), named(found, component.type()));
      }
    }
    return named;
  }

  private JsonNode named(JsonNode value, JavaType type) {
    return switch (type) {
      case JavaType.OfRecord(Class<?> raw, boolean _) -> named(value, raw);
      case JavaType.ListOf list when value.isArray() -> {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        value.forEach(item -> items.add(named(item, list.element())));
        yield items;
      }
      case JavaType.ListOf _, JavaType.Scalar _, JavaType.Enumeration _, JavaType.OfSealed _ ->
          value;
    };
  }

  /** Refuses columns of which a record would lack one. */
  void requireColumns(Class<?> type, List<String> columns) {
    RecordDeclaration record = declarations.records().get(type);
    for (Component component : record == null ? List.<Component>of() : record.components()) {
      String key = of(component.name());
      if (!columns.contains(component.name()) && !columns.contains(key)) {
        throw missing(component, key, columns);
      }
    }
  }

  private static ProblemException missing(Component component, String key, List<String> columns) {
    return new ProblemException(
        new SessionProblem.UnfitResult(
            component.place(),
            "the statement answers no column '" + key + "'",
            Hint.of(key, columns)));
  }
}
