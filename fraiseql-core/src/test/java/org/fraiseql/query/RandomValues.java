package org.fraiseql.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;

/** Chance, and values that are written now as literals and now as variables. */
final class RandomValues {

  private final SplittableRandom random;
  private final StringBuilder declarations = new StringBuilder();
  private final Map<String, @Nullable Object> variables = new HashMap<>();

  RandomValues(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Once in so many times. */
  boolean chance(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A piece of a text, perhaps none of it. */
  String part(String text) {
    int[] points = text.codePoints().toArray();
    int from = random.nextInt(points.length + 1);
    int length = random.nextInt(Math.min(5, points.length - from) + 1);
    return new String(points, from, length);
  }

  String value(JsonNode value, String declared) {
    return chance(2) ? value.toString() : variable(value, declared);
  }

  String list(List<JsonNode> values, String declared) {
    return chance(2)
        ? values.stream().map(JsonNode::toString).collect(Collectors.joining(", ", "[", "]"))
        : variable(Engine.JSON.valueToTree(values), declared);
  }

  String number(int number) {
    return value(Engine.JSON.getNodeFactory().numberNode(number), "Int");
  }

  private String variable(JsonNode value, String declared) {
    String name = "$v" + variables.size();
    declarations.append(name).append(": ").append(declared.replaceFirst("!$", "")).append("! ");
    variables.put(name.substring(1), Engine.JSON.convertValue(value, Object.class));
    return name;
  }

  /** What stands before the selections of an operation. */
  String head() {
    return declarations.isEmpty() ? "query " : "query(" + declarations + ") ";
  }

  Map<String, @Nullable Object> variables() {
    return variables;
  }
}
