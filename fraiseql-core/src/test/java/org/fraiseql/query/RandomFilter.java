package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Conditions at random. Their meaning is true, false, or null for unknown, as in SQL: a comparison
 * with null is unknown, and so is its negation.
 */
final class RandomFilter {

  /** A condition's meaning. */
  interface Meaning extends Function<JsonNode, @Nullable Boolean> {}

  private static final Set<String> COMPARABLE =
      Set.of("String", "Int", "Long", "Decimal", "DateTime", "Date", "UUID", "Boolean");

  private final Graph graph;
  private final DocumentPool pool;
  private final RandomValues random;

  RandomFilter(Graph graph, DocumentPool pool, RandomValues random) {
    this.graph = graph;
    this.pool = pool;
    this.random = random;
  }

  Part<Meaning> where(String type, String filter, int depth) {
    List<Part<Meaning>> parts = new ArrayList<>();
    Map<String, Inputs.Field> inputs = graph.inputs.of(filter);
    List<Graph.Field> usable =
        graph.fields(type).stream()
            .filter(field -> inputs.containsKey(field.name()) && usable(field))
            .toList();
    int wanted = usable.isEmpty() ? 0 : 1 + random.below(2);
    Set<String> used = new java.util.HashSet<>();
    for (int i = 0; i < wanted; i++) {
      Graph.Field field = random.one(usable);
      if (used.add(field.name())) {
        Inputs.Field input = inputs.get(field.name());
        parts.add(field(type, field, java.util.Objects.requireNonNull(input).inner(), depth));
      }
    }
    if (depth > 0 && random.chance(4)) {
      parts.add(connective(type, filter, depth - 1));
    }
    return all(parts);
  }

  private static boolean usable(Graph.Field field) {
    return field.object() || (!field.list() && COMPARABLE.contains(field.type()));
  }

  private static Part<Meaning> all(List<Part<Meaning>> parts) {
    String text = parts.stream().map(Part::text).collect(Collectors.joining(", ", "{", "}"));
    List<Meaning> meanings = parts.stream().map(Part::meaning).toList();
    return new Part<>(text, document -> and(meanings, document));
  }

  private static @Nullable Boolean and(List<Meaning> parts, JsonNode document) {
    boolean unknown = false;
    for (Meaning part : parts) {
      Boolean holds = part.apply(document);
      if (Boolean.FALSE.equals(holds)) {
        return false;
      }
      unknown |= holds == null;
    }
    return unknown ? null : true;
  }

  private static @Nullable Boolean not(@Nullable Boolean holds) {
    return holds == null ? null : !holds;
  }

  private Part<Meaning> connective(String type, String filter, int depth) {
    if (random.chance(3)) {
      Part<Meaning> part = where(type, filter, depth);
      return new Part<>("_not: " + part.text(), d -> not(part.meaning().apply(d)));
    }
    List<Part<Meaning>> parts =
        IntStream.range(0, random.below(3)).mapToObj(_ -> where(type, filter, depth)).toList();
    String list = parts.stream().map(Part::text).collect(Collectors.joining(", ", "[", "]"));
    List<Meaning> meanings = parts.stream().map(Part::meaning).toList();
    if (random.chance(2)) {
      return new Part<>("_and: " + list, document -> and(meanings, document));
    }
    List<Meaning> negated =
        meanings.stream().<Meaning>map(m -> document -> not(m.apply(document))).toList();
    return new Part<>("_or: " + list, document -> not(and(negated, document)));
  }

  private Part<Meaning> field(String type, Graph.Field field, String input, int depth) {
    if (field.object() && field.list()) {
      return elements(field, input, depth);
    }
    if (field.object()) {
      Part<Meaning> inner = where(field.type(), input, Math.max(0, depth - 1));
      return new Part<>(
          field.name() + ": " + inner.text(),
          document -> inner.meaning().apply(document.path(field.key())));
    }
    List<String> names = graph.inputs.of(input).keySet().stream().filter(this::known).toList();
    List<Part<Meaning>> tests = new ArrayList<>();
    String first = random.one(names);
    tests.add(test(type, field, input, first));
    String second = random.one(names);
    if (random.chance(5) && !second.equals(first) && !pool.values(type, field.name()).isEmpty()) {
      tests.add(test(type, field, input, second));
    }
    Part<Meaning> both = all(tests);
    return new Part<>(
        field.name() + ": " + both.text(),
        document -> both.meaning().apply(document.path(field.key())));
  }

  private Part<Meaning> elements(Graph.Field field, String input, int depth) {
    String quantifier = random.one(List.of("some", "every", "none"));
    String element =
        java.util.Objects.requireNonNull(graph.inputs.of(input).get(quantifier)).inner();
    Part<Meaning> inner = where(field.type(), element, Math.max(0, depth - 1));
    return new Part<>(
        "%s: {%s: %s}".formatted(field.name(), quantifier, inner.text()),
        document -> {
          List<@Nullable Boolean> found = new ArrayList<>();
          document.path(field.key()).forEach(e -> found.add(inner.meaning().apply(e)));
          return switch (quantifier) {
            case "some" -> found.stream().anyMatch(Boolean.TRUE::equals);
            case "every" -> found.stream().allMatch(Boolean.TRUE::equals);
            default -> found.stream().noneMatch(Boolean.TRUE::equals);
          };
        });
  }

  private boolean known(String operator) {
    return Set.of(
            "isNull",
            "eq",
            "ne",
            "isDistinctFrom",
            "in",
            "notIn",
            "gt",
            "gte",
            "lt",
            "lte",
            "contains",
            "startsWith",
            "endsWith",
            "icontains",
            "istartsWith")
        .contains(operator);
  }

  /** The meaning is that of the value, not of the document. */
  private Part<Meaning> test(String type, Graph.Field field, String input, String operator) {
    List<JsonNode> values = pool.values(type, field.name());
    if (operator.equals("isNull") || values.isEmpty()) {
      boolean wanted = random.chance(2);
      return new Part<>("isNull: " + wanted, value -> isNull(value) == wanted);
    }
    Inputs.Field declared = java.util.Objects.requireNonNull(graph.inputs.of(input).get(operator));
    if (operator.endsWith("n") && declared.list()) {
      List<JsonNode> many =
          IntStream.range(0, random.below(4)).mapToObj(_ -> random.one(values)).toList();
      String text = operator + ": " + random.list(many, declared.declared());
      boolean in = operator.equals("in");
      return new Part<>(
          text,
          value ->
              many.isEmpty()
                  ? Boolean.valueOf(!in)
                  : isNull(value)
                      ? null
                      : many.stream().anyMatch(v -> pool.compare(field.type(), value, v) == 0)
                          == in);
    }
    JsonNode operand = random.one(values);
    if (declared.inner().equals("String") && operator.matches(".*(ontains|With)")) {
      return textual(operator, random.part(operand.asText()), declared);
    }
    String text = operator + ": " + random.value(operand, declared.declared());
    if (operator.equals("isDistinctFrom")) {
      return new Part<>(
          text, value -> isNull(value) || pool.compare(field.type(), value, operand) != 0);
    }
    IntPredicate sign = sign(operator);
    return new Part<>(
        text,
        value -> isNull(value) ? null : sign.test(pool.compare(field.type(), value, operand)));
  }

  private static IntPredicate sign(String operator) {
    return switch (operator) {
      case "eq" -> sign -> sign == 0;
      case "ne" -> sign -> sign != 0;
      case "gt" -> sign -> sign > 0;
      case "gte" -> sign -> sign >= 0;
      case "lt" -> sign -> sign < 0;
      default -> sign -> sign <= 0;
    };
  }

  private Part<Meaning> textual(String operator, String operand, Inputs.Field declared) {
    boolean folded = operator.startsWith("i");
    String wanted = folded ? operand.toLowerCase(Locale.ROOT) : operand;
    String text =
        operator
            + ": "
            + random.value(Engine.JSON.getNodeFactory().textNode(operand), declared.declared());
    return new Part<>(
        text,
        value -> {
          String given = folded ? value.asText().toLowerCase(Locale.ROOT) : value.asText();
          return isNull(value)
              ? null
              : operator.endsWith("ontains")
                  ? given.contains(wanted)
                  : operator.endsWith("tartsWith")
                      ? given.startsWith(wanted)
                      : given.endsWith(wanted);
        });
  }

  private static boolean isNull(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }
}
