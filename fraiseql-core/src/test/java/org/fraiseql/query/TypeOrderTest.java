package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that can be sorted by is sorted as PostgreSQL sorts it, and its pages follow. */
class TypeOrderTest {

  private static final Map<String, String> DIRECTIONS =
      Map.of(
          "ASC", "ASC NULLS LAST",
          "DESC", "DESC NULLS FIRST",
          "ASC_NULLS_FIRST", "ASC NULLS FIRST",
          "DESC_NULLS_LAST", "DESC NULLS LAST");

  private static Engine engine;
  private static Map<String, List<String>> sortable;

  @BeforeAll
  static void open() {
    engine = Engine.on(Samples.create());
    sortable = new java.util.HashMap<>();
    for (JsonNode type :
        engine
            .data("{ __schema { types { name inputFields { name } } } }")
            .get("__schema")
            .get("types")) {
      sortable.put(
          type.get("name").asText(),
          Engine.items(type.get("inputFields")).stream().map(f -> f.get("name").asText()).toList());
    }
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  static Stream<Sample> samples() {
    return Samples.ALL.stream();
  }

  private static boolean isSortable(Sample sample) {
    return sortable.getOrDefault(sample.typeName("fresh") + "OrderBy", List.of()).contains("value");
  }

  private static List<String> expected(Sample sample, String value, String direction) {
    return engine
        .column(
            "SELECT s.id FROM %1$s s LEFT JOIN %1$s n ON n.id = s.id + 1 ORDER BY %2$s %3$s, s.id"
                .formatted(sample.table(), value, DIRECTIONS.get(direction)))
        .stream()
        .map(String::valueOf)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void listsAreSortedAsPostgresqlSorts(Sample sample) {
    if (!isSortable(sample)) {
      return;
    }
    for (String direction : DIRECTIONS.keySet()) {
      for (String relation : Sample.PLACES) {
        String root = sample.root(relation);
        assertThat(ids(root, "{value: %s}".formatted(direction)))
            .as("%s by value %s", root, direction)
            .isEqualTo(expected(sample, "s.value", direction));
        assertThat(ids(root, "{nested: {value: %s}}".formatted(direction)))
            .as("%s by nested value %s", root, direction)
            .isEqualTo(expected(sample, "n.value", direction));
      }
    }
  }

  private static List<String> ids(String root, String order) {
    return Engine.items(
            engine.data("{ rows: %s(orderBy: [%s]) { id } }".formatted(root, order)).get("rows"))
        .stream()
        .map(row -> row.get("id").asText())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void pagesFollowTheOrder(Sample sample) {
    if (!isSortable(sample)) {
      return;
    }
    for (String direction : DIRECTIONS.keySet()) {
      for (String relation : Sample.PLACES) {
        String root = sample.root(relation);
        List<String> expected = expected(sample, "s.value", direction);
        assertThat(walked(root, direction, true)).as("%s %s", root, direction).isEqualTo(expected);
        assertThat(walked(root, direction, false).reversed())
            .as("%s %s backward", root, direction)
            .isEqualTo(expected);
      }
    }
  }

  private static List<String> walked(String root, String direction, boolean forward) {
    List<String> ids = new ArrayList<>();
    String from = "";
    for (int page = 0; page < 20; page++) {
      String query =
          """
          { rows: %sConnection(orderBy: [{value: %s}], %s: 2%s) {
            nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }\
          """
              .formatted(root, direction, forward ? "first" : "last", from);
      JsonNode rows = engine.data(query).get("rows");
      List<JsonNode> nodes = Engine.items(rows.get("nodes"));
      (forward ? nodes : nodes.reversed()).forEach(node -> ids.add(node.get("id").asText()));
      JsonNode info = rows.get("pageInfo");
      if (!info.get(forward ? "hasNextPage" : "hasPreviousPage").asBoolean()) {
        return ids;
      }
      from =
          ", %s: \"%s\""
              .formatted(
                  forward ? "after" : "before",
                  info.get(forward ? "endCursor" : "startCursor").asText());
    }
    return ids;
  }
}
