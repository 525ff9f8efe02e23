package org.fraiseql.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Projection.Member;
import org.jspecify.annotations.Nullable;

/** What projections, conditions and orders mean, computed in Java from whole documents. */
final class DocumentOracle {

  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private DocumentOracle() {}

  static JsonNode project(@Nullable JsonNode document, Projection projection) {
    if (document == null || document.isNull()) {
      return NullNode.instance;
    }
    return switch (projection) {
      case Projection.Members members -> object(document, members);
      case Projection.Items items -> list(document, items);
      case Projection.Value value -> named(document, value);
      case Projection.Raw _ -> document;
    };
  }

  private static JsonNode named(JsonNode value, Projection.Value projection) {
    String name = value.isTextual() ? projection.names().get(value.asText()) : null;
    return name == null ? value : NODES.textNode(name);
  }

  private static JsonNode object(JsonNode document, Projection.Members members) {
    ObjectNode object = NODES.objectNode();
    for (Member member : members.members()) {
      switch (member) {
        case Member.Constant constant -> object.put(constant.name(), constant.text());
        case Member.Key key ->
            object.set(key.name(), project(document.get(key.key()), key.projection()));
      }
    }
    return object;
  }

  private static JsonNode list(JsonNode document, Projection.Items items) {
    List<JsonNode> elements = new ArrayList<>();
    document.forEach(elements::add);
    Projection.Slice slice = items.slice();
    if (slice != null) {
      if (slice.where() != null) {
        elements.removeIf(e -> !Boolean.TRUE.equals(test(e, slice.where(), _ -> null)));
      }
      elements.sort(order(slice.order(), element -> element, (_, _) -> null));
      int from = slice.offset() == null ? 0 : Integer.parseInt(slice.offset());
      elements = cut(elements, from, slice.limit());
    }
    ArrayNode list = NODES.arrayNode();
    elements.forEach(e -> list.add(project(e, items.element())));
    return list;
  }

  static <T> List<T> cut(List<T> all, int offset, int limit) {
    int from = Math.min(offset, all.size());
    return all.subList(from, limit < 0 ? all.size() : Math.min(from + limit, all.size()));
  }

  /** Whether the condition holds; null for unknown, as in SQL. */
  static @Nullable Boolean test(
      @Nullable JsonNode document,
      Predicate predicate,
      Function<String, @Nullable JsonNode> columns) {
    return switch (predicate) {
      case Predicate.And and -> all(and.parts(), document, columns);
      case Predicate.Or or -> {
        Boolean none =
            all(or.parts().stream().<Predicate>map(Predicate.Not::new).toList(), document, columns);
        yield none == null ? null : !none;
      }
      case Predicate.Not not -> {
        Boolean holds = test(document, not.part(), columns);
        yield holds == null ? null : !holds;
      }
      case Predicate.Test test -> {
        JsonNode value =
            Predicate.isColumn(test.path())
                ? columns.apply(test.path().getLast())
                : at(document, test.path());
        yield one(test, value);
      }
      case Predicate.Elements elements -> quantified(document, elements);
    };
  }

  private static boolean quantified(@Nullable JsonNode document, Predicate.Elements elements) {
    JsonNode list = at(document, elements.path());
    int holding = 0;
    int size = 0;
    for (JsonNode element : list == null || !list.isArray() ? NODES.arrayNode() : list) {
      size++;
      holding += Boolean.TRUE.equals(test(element, elements.element(), _ -> null)) ? 1 : 0;
    }
    return switch (elements.quantifier()) {
      case SOME -> holding > 0;
      case EVERY -> holding == size;
      case NONE -> holding == 0;
    };
  }

  private static @Nullable Boolean all(
      List<Predicate> parts,
      @Nullable JsonNode document,
      Function<String, @Nullable JsonNode> columns) {
    Boolean result = true;
    for (Predicate part : parts) {
      Boolean holds = test(document, part, columns);
      if (Boolean.FALSE.equals(holds)) {
        return false;
      }
      result = holds == null ? null : result;
    }
    return result;
  }

  /** Tests come as {@code {path} IS NULL}, or {@code {path} = '…'} and {@code <}. */
  private static @Nullable Boolean one(Predicate.Test test, @Nullable JsonNode value) {
    if (test.sql().endsWith("IS NULL")) {
      return value == null || value.isNull();
    }
    if (value == null || value.isNull()) {
      return null;
    }
    RandomCases.Comparison comparison = RandomCases.Comparison.of(test.sql());
    int compared = compare(value, comparison.operand(), test.type());
    return comparison.less() ? compared < 0 : compared == 0;
  }

  static @Nullable JsonNode at(@Nullable JsonNode document, List<String> path) {
    JsonNode value = document;
    for (String key : path) {
      value = value == null ? null : value.get(key);
    }
    return value == null || value.isNull() ? null : value;
  }

  static <T> Comparator<T> order(
      List<Projection.Order> order,
      Function<T, @Nullable JsonNode> documents,
      java.util.function.BiFunction<T, String, @Nullable JsonNode> columns) {
    Comparator<T> all = (_, _) -> 0;
    for (Projection.Order key : order) {
      Function<T, @Nullable JsonNode> value =
          row ->
              Predicate.isColumn(key.path())
                  ? columns.apply(row, key.path().getLast())
                  : at(documents.apply(row), key.path());
      all = all.thenComparing((a, b) -> compare(value.apply(a), value.apply(b), key));
    }
    return all;
  }

  private static int compare(@Nullable JsonNode a, @Nullable JsonNode b, Projection.Order key) {
    boolean down = key.direction().contains("DESC");
    boolean first = key.direction().contains("NULLS") ? key.direction().contains("FIRST") : down;
    if (a == null || a.isNull()) {
      return b == null || b.isNull() ? 0 : first ? -1 : 1;
    }
    if (b == null || b.isNull()) {
      return first ? 1 : -1;
    }
    return down ? compare(b, a, key.type()) : compare(a, b, key.type());
  }

  /** The order of two values of one type. */
  static int compare(JsonNode a, JsonNode b, PgType type) {
    if (a.isBoolean()) {
      return Boolean.compare(a.booleanValue(), b.booleanValue());
    }
    if (type.base().kind() == PgType.Kind.ENUM) {
      List<String> labels = type.base().labels();
      return Integer.compare(labels.indexOf(a.asText()), labels.indexOf(b.asText()));
    }
    if (a.isNumber() || b.isNumber()) {
      BigDecimal nan = new BigDecimal("1e400");
      return (a.isNumber() ? a.decimalValue() : nan)
          .compareTo(b.isNumber() ? b.decimalValue() : nan);
    }
    return compareCodePoints(a.asText(), b.asText());
  }

  private static int compareCodePoints(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** The same text for equal documents; numbers keep their digits, keys are sorted. */
  static String canonical(JsonNode node, boolean listsHaveOrder) {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      // A double is written with an exponent as it is, and without one inside jsonb.
      return (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(p -> NODES.textNode(p.getKey()) + ":" + canonical(p.getValue(), listsHaveOrder))
          .sorted()
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(e -> elements.add(canonical(e, listsHaveOrder)));
      if (!listsHaveOrder) {
        elements.sort(null);
      }
      return "[" + String.join(",", elements) + "]";
    }
    return node.toString();
  }
}
