package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/** A query at random, with the answer that follows from whole documents. */
final class RandomOperation {

  private static final int DEFAULT_ROWS = 100;

  private final Graph graph;
  private final DocumentPool pool;
  private final RandomValues random;
  private final RandomFilter filters;
  private final String text;
  private final ObjectNode expected = Engine.JSON.createObjectNode();

  RandomOperation(Graph graph, DocumentPool pool, long seed) {
    this.graph = graph;
    this.pool = pool;
    this.random = new RandomValues(seed);
    this.filters = new RandomFilter(graph, pool, random);
    List<String> fields = new ArrayList<>();
    int roots = 1 + random.below(3);
    for (int i = 0; i < roots; i++) {
      fields.add(root("r" + i));
    }
    text = random.head() + fields.stream().collect(Collectors.joining("\n  ", "{\n  ", "\n}"));
  }

  String text() {
    return text;
  }

  Map<String, @Nullable Object> variables() {
    return random.variables();
  }

  JsonNode expected() {
    return expected;
  }

  private String root(String alias) {
    Graph.Root root = random.one(graph.roots);
    Graph.Field field = root.field();
    List<JsonNode> documents = pool.documents(root.relation());
    String type = field.type();
    boolean connection = random.chance(4);
    Rows rows = rows(field, connection ? "first" : "limit", DEFAULT_ROWS, true);
    Part<Function<JsonNode, JsonNode>> selection = selection(type, 3);
    List<JsonNode> found = rows.matching(documents);
    ArrayNode nodes = Engine.JSON.createArrayNode();
    rows.cut(found).forEach(document -> nodes.add(selection.meaning().apply(document)));
    if (!connection) {
      expected.set(alias, nodes);
      return alias + ": " + field.name() + rows.text() + " " + selection.text();
    }
    ObjectNode page = expected.putObject(alias);
    page.put("totalCount", found.size());
    page.set("nodes", nodes);
    return alias
        + ": "
        + field.name()
        + "Connection"
        + rows.text()
        + " { totalCount nodes "
        + selection.text()
        + " }";
  }

  /** A list's arguments and what they leave of it. */
  private record Rows(
      String text,
      RandomFilter.@Nullable Meaning where,
      @Nullable Comparator<JsonNode> order,
      int limit,
      int offset) {

    List<JsonNode> matching(Iterable<JsonNode> all) {
      List<JsonNode> found = new ArrayList<>();
      for (JsonNode document : all) {
        if (where == null || Boolean.TRUE.equals(where.apply(document))) {
          found.add(document);
        }
      }
      if (order != null) {
        found.sort(order);
      }
      return found;
    }

    List<JsonNode> cut(List<JsonNode> found) {
      return found.stream().skip(offset).limit(limit).toList();
    }
  }

  private Rows rows(Graph.Field field, String limitName, int defaultRows, boolean root) {
    List<String> arguments = new ArrayList<>();
    RandomFilter.Meaning where = null;
    Comparator<JsonNode> order = null;
    int limit = defaultRows;
    int offset = 0;
    if (random.chance(2)) {
      String filter = Objects.requireNonNull(field.arguments().get("where")).inner();
      Part<RandomFilter.Meaning> part = filters.where(field.type(), filter, 2);
      where = part.meaning();
      arguments.add("where: " + part.text());
    }
    if (random.chance(2)) {
      String type = Objects.requireNonNull(field.arguments().get("orderBy")).inner();
      Part<Comparator<JsonNode>> part = order(field.type(), type);
      order = part.meaning();
      arguments.add("orderBy: " + part.text());
    }
    if (random.chance(2) || root) {
      limit = random.below(12);
      arguments.add(limitName + ": " + random.number(limit));
    }
    if (limitName.equals("limit") && random.chance(4)) {
      offset = random.below(6);
      arguments.add("offset: " + random.number(offset));
    }
    Collections.shuffle(arguments, new java.util.Random(random.below(1000)));
    String text = arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
    return new Rows(text, where, order, limit, offset);
  }

  private Part<Comparator<JsonNode>> order(String type, String input) {
    List<String> texts = new ArrayList<>();
    Comparator<JsonNode> all = (_, _) -> 0;
    for (int i = 0; i <= random.below(3); i++) {
      Part<Comparator<JsonNode>> key = key(type, input);
      texts.add(key.text());
      all = all.thenComparing(key.meaning());
    }
    return new Part<>("[" + String.join(", ", texts) + "]", all);
  }

  private Part<Comparator<JsonNode>> key(String type, String input) {
    Map<String, Inputs.Field> sortable = graph.inputs.of(input);
    List<Graph.Field> usable =
        graph.fields(type).stream().filter(field -> sortable.containsKey(field.name())).toList();
    Graph.Field field = random.one(usable);
    if (field.object()) {
      Part<Comparator<JsonNode>> inner =
          key(field.type(), Objects.requireNonNull(sortable.get(field.name())).inner());
      return new Part<>(
          "{" + field.name() + ": " + inner.text() + "}",
          Comparator.comparing(document -> document.path(field.key()), inner.meaning()));
    }
    String direction = random.one(List.of("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST"));
    boolean nullsFirst = direction.equals("DESC") || direction.endsWith("FIRST");
    Comparator<JsonNode> values = (left, right) -> pool.compare(field.type(), left, right);
    Comparator<JsonNode> directed = direction.startsWith("ASC") ? values : values.reversed();
    Comparator<@Nullable JsonNode> all =
        nullsFirst ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
    return new Part<>(
        "{" + field.name() + ": " + direction + "}",
        (left, right) -> all.compare(orAbsent(left, field), orAbsent(right, field)));
  }

  private static @Nullable JsonNode orAbsent(JsonNode document, Graph.Field field) {
    JsonNode value = document.path(field.key());
    return value.isNull() || value.isMissingNode() ? null : value;
  }

  private Part<Function<JsonNode, JsonNode>> selection(String type, int depth) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Function<JsonNode, JsonNode>> meanings = new ArrayList<>();
    List<Graph.Field> fields =
        graph.fields(type).stream().filter(field -> !field.object() || depth > 0).toList();
    for (int i = 0; i <= random.below(4); i++) {
      String alias = "f" + i;
      if (random.chance(12)) {
        texts.add(alias + ": __typename");
        meanings.add(_ -> Engine.JSON.getNodeFactory().textNode(type));
      } else {
        Part<Function<JsonNode, JsonNode>> part = field(random.one(fields), depth);
        texts.add(alias + ": " + part.text());
        meanings.add(part.meaning());
      }
      names.add(alias);
    }
    return new Part<>(
        texts.stream().collect(Collectors.joining(" ", "{ ", " }")),
        document -> {
          ObjectNode made = Engine.JSON.createObjectNode();
          for (int i = 0; i < names.size(); i++) {
            made.set(names.get(i), meanings.get(i).apply(document));
          }
          return made;
        });
  }

  private Part<Function<JsonNode, JsonNode>> field(Graph.Field field, int depth) {
    if (!field.object()) {
      return new Part<>(field.name(), document -> orNull(document.path(field.key())));
    }
    Part<Function<JsonNode, JsonNode>> inner = selection(field.type(), depth - 1);
    boolean takesArguments = field.arguments().containsKey("orderBy");
    Rows rows =
        field.list() && takesArguments
            ? rows(field, "limit", Integer.MAX_VALUE, false)
            : new Rows("", null, null, Integer.MAX_VALUE, 0);
    return new Part<>(
        field.name() + rows.text() + " " + inner.text(),
        document -> {
          JsonNode value = orNull(document.path(field.key()));
          if (value.isNull() || !field.list()) {
            return value.isNull() ? value : inner.meaning().apply(value);
          }
          ArrayNode list = Engine.JSON.createArrayNode();
          rows.cut(rows.matching(value)).forEach(e -> list.add(inner.meaning().apply(e)));
          return list;
        });
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? Engine.JSON.nullNode() : value;
  }
}
