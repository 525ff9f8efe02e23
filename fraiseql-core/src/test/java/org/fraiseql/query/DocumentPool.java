package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/** Whole documents, as plain SQL reads them, and the values in them by type and field. */
final class DocumentPool {

  private final Map<String, List<JsonNode>> documents = new HashMap<>();
  private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  DocumentPool(Engine engine, Graph graph) {
    for (Graph.Root root : graph.roots) {
      String sql = "SELECT data FROM " + root.relation() + " ORDER BY id";
      List<JsonNode> read =
          engine.column(sql).stream().map(json -> Engine.parse(String.valueOf(json))).toList();
      documents.put(root.relation(), read);
      read.forEach(document -> collect(graph, root.field().type(), document));
    }
    rank(engine);
  }

  private void collect(Graph graph, String type, JsonNode document) {
    if (!document.isObject()) {
      return;
    }
    for (Graph.Field field : graph.fields(type)) {
      JsonNode value = document.path(field.key());
      if (field.object() && field.list()) {
        value.forEach(element -> collect(graph, field.type(), element));
      } else if (field.object()) {
        collect(graph, field.type(), value);
      } else if (value.isValueNode() && !value.isNull()) {
        List<JsonNode> known =
            values.computeIfAbsent(type + "." + field.name(), _ -> new ArrayList<>());
        if (known.size() < 500) {
          known.add(value);
        }
      }
    }
  }

  /** How text is sorted is PostgreSQL's business: it depends on the collation. */
  private void rank(Engine engine) {
    Set<String> texts = new TreeSet<>();
    documents.values().forEach(all -> all.forEach(document -> texts(document, texts)));
    String list = Engine.JSON.valueToTree(texts).toString();
    List<@Nullable String> sorted =
        engine.column(
            "SELECT v FROM jsonb_array_elements_text(%s) AS v ORDER BY v"
                .formatted(Sample.literal(list)));
    for (int i = 0; i < sorted.size(); i++) {
      ranks.put(String.valueOf(sorted.get(i)), i);
    }
  }

  private static void texts(JsonNode node, Set<String> texts) {
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> texts(child, texts));
  }

  /** In the order of their ids. */
  List<JsonNode> documents(String relation) {
    return documents.getOrDefault(relation, List.of());
  }

  /** Values that the field has somewhere; empty if it is always null. */
  List<JsonNode> values(String type, String field) {
    return values.getOrDefault(type + "." + field, List.of());
  }

  /** As PostgreSQL compares two values of a scalar that are not null. */
  int compare(String scalar, JsonNode left, JsonNode right) {
    return switch (scalar) {
      case "DateTime" ->
          OffsetDateTime.parse(left.asText())
              .toInstant()
              .compareTo(OffsetDateTime.parse(right.asText()).toInstant());
      case "String" ->
          Integer.compare(
              ranks.getOrDefault(left.asText(), -1), ranks.getOrDefault(right.asText(), -1));
      case "Boolean" -> Boolean.compare(left.asBoolean(), right.asBoolean());
      case "UUID", "Date" -> left.asText().compareTo(right.asText());
      default -> number(left).compareTo(number(right));
    };
  }

  private static BigDecimal number(JsonNode node) {
    return node.decimalValue();
  }
}
