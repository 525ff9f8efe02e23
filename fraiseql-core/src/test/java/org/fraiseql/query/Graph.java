package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.Engine;

/** What a schema answers, as clients see it by introspection. */
final class Graph {

  /** A field, what it answers and which arguments it takes. */
  record Field(
      String name, String type, boolean list, boolean object, Map<String, Inputs.Field> arguments) {

    /** The document's key: the shop's are all in snake_case. */
    String key() {
      return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A list at the root, and the relation that it reads. */
  record Root(Field field, String relation) {}

  private static final Pattern RELATION = Pattern.compile("`?((?:\\w+\\.)?(?:v|tv|mv)_\\w+)`?");

  private final Map<String, List<Field>> types = new LinkedHashMap<>();
  private final Set<String> objects = new java.util.HashSet<>();
  final List<Root> roots = new ArrayList<>();
  final Inputs inputs;

  Graph(Engine engine) {
    inputs = new Inputs(engine);
    JsonNode all =
        engine
            .data(
                """
                { __schema { types { name kind fields {
                  name description type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
                  args { name %s } } } } }\
                """
                    .formatted(Inputs.TYPE))
            .get("__schema")
            .get("types");
    all.forEach(
        type -> {
          if (type.get("kind").asText().equals("OBJECT")) {
            objects.add(type.get("name").asText());
          }
        });
    for (JsonNode type : all) {
      List<Field> fields = new ArrayList<>();
      type.get("fields").forEach(field -> fields.add(field(field)));
      types.put(type.get("name").asText(), fields);
      if (type.get("name").asText().equals("Query")) {
        type.get("fields").forEach(this::root);
      }
    }
  }

  private Field field(JsonNode node) {
    JsonNode type = node.get("type");
    boolean list = false;
    while (!type.path("ofType").isMissingNode() && !type.path("ofType").isNull()) {
      list |= type.get("kind").asText().equals("LIST");
      type = type.get("ofType");
    }
    String name = type.get("name").asText();
    return new Field(
        node.get("name").asText(),
        name,
        list,
        objects.contains(name),
        Inputs.fields(node.get("args")));
  }

  private void root(JsonNode node) {
    Field field = field(node);
    Matcher relation = RELATION.matcher(node.get("description").asText());
    if (field.list()
        && field.object()
        && field.arguments().containsKey("orderBy")
        && relation.find()) {
      roots.add(new Root(field, relation.group(1)));
    }
  }

  List<Field> fields(String type) {
    return Objects.requireNonNull(types.get(type), type);
  }

  boolean has(String rootField) {
    return fields("Query").stream().anyMatch(field -> field.name().equals(rootField));
  }
}
