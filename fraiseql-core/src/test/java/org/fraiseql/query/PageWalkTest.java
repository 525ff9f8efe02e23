package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.fraiseql.ShopDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages in either direction are the list, whatever the order, ties and nulls. */
class PageWalkTest {

  private static final String INFO =
      "totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";

  private static final List<String> DIRECTIONS =
      List.of("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_LAST");

  /** Keys with ties, with nulls, inside objects that can be null, of several types. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "orderAggregates",
          List.of(
              "{notes: %s}",
              "{status: %s}",
              "{discount: %s}",
              "{createdAt: %s}",
              "{customer: {name: %s}}",
              "{shippingAddress: {city: %s}}",
              "{itemCount: %s}"),
          "products",
          List.of(
              "{status: %s}",
              "{category: {name: %s}}",
              "{manufacturer: {country: %s}}",
              "{inventory: {available: %s}}",
              "{price: %s}",
              "{createdAt: %s}",
              "{id: %s}"),
          "orderSearchResults",
          List.of("{status: %s}", "{createdAt: %s}", "{total: %s}", "{itemCount: %s}"));

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.on(ShopDatabase.create());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** A walk through a connection. */
  private record Walk(String root, String order, String where, int size) {}

  static Stream<Walk> walks() {
    SplittableRandom random = new SplittableRandom(4);
    List<Walk> walks = new ArrayList<>();
    for (String root : KEYS.keySet().stream().sorted().toList()) {
      List<String> keys = KEYS.getOrDefault(root, List.of());
      for (int i = 0; i < 24; i++) {
        List<String> order = new ArrayList<>();
        for (int k = random.nextInt(4); k > 0; k--) {
          String direction = DIRECTIONS.get(random.nextInt(4));
          order.add(keys.get(random.nextInt(keys.size())).formatted(direction));
        }
        String where =
            random.nextBoolean() ? "" : "where: {status: {notIn: [\"active\", \"paid\"]}}, ";
        int size = where.isEmpty() || i % 3 > 0 ? List.of(7, 30, 90).get(i % 3) : 1;
        walks.add(new Walk(root, "orderBy: [" + String.join(", ", order) + "]", where, size));
      }
    }
    return walks.stream();
  }

  @ParameterizedTest
  @MethodSource("walks")
  void pagesInBothDirectionsAreTheList(Walk walk) {
    List<String> list = list(walk.root(), walk.where() + walk.order());

    assertThat(walked(walk, list, true)).isEqualTo(list);
    assertThat(walked(walk, list, false)).isEqualTo(list);
  }

  private static List<String> list(String root, String arguments) {
    return ids(
        engine.data("{ list: %s(%s, limit: 1000) { id } }".formatted(root, arguments)).get("list"));
  }

  private static List<String> ids(JsonNode rows) {
    return Engine.items(rows).stream().map(row -> row.get("id").asText()).toList();
  }

  private static List<String> walked(Walk walk, List<String> list, boolean forward) {
    List<String> ids = new ArrayList<>();
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("cursor", null);
    String query =
        "query($cursor: String) { c: %sConnection(%s%s, %s: %d, %s: $cursor) { %s } }"
            .formatted(
                walk.root(),
                walk.where(),
                walk.order(),
                forward ? "first" : "last",
                walk.size(),
                forward ? "after" : "before",
                INFO);
    while (true) {
      JsonNode page = engine.data(query, variables).get("c");
      List<JsonNode> edges = Engine.items(page.get("edges"));
      List<String> found = edges.stream().map(e -> e.get("node").get("id").asText()).toList();
      boolean atStart = forward ? ids.isEmpty() : ids.size() + found.size() == list.size();
      boolean atEnd = forward ? ids.size() + found.size() == list.size() : ids.isEmpty();
      ids.addAll(forward ? ids.size() : 0, found);
      JsonNode info = page.get("pageInfo");
      assertThat(page.get("totalCount").asInt()).isEqualTo(list.size());
      assertThat(info.get("hasNextPage").asBoolean())
          .as("next after %s", ids.size())
          .isEqualTo(!atEnd);
      assertThat(info.get("hasPreviousPage").asBoolean()).as("previous").isEqualTo(!atStart);
      if (edges.isEmpty()) {
        assertThat(info.get("startCursor").isNull()).isTrue();
        return ids;
      }
      assertThat(info.get("startCursor")).isEqualTo(edges.getFirst().get("cursor"));
      assertThat(info.get("endCursor")).isEqualTo(edges.getLast().get("cursor"));
      if (forward ? atEnd : atStart) {
        return ids;
      }
      variables.put("cursor", info.get(forward ? "endCursor" : "startCursor").asText());
    }
  }

  private static JsonNode page(String arguments) {
    return engine.data("{ c: productsConnection(%s) { %s } }".formatted(arguments, INFO)).get("c");
  }

  private static List<String> nodes(JsonNode page) {
    return Engine.items(page.get("edges")).stream()
        .map(e -> e.get("node").get("id").asText())
        .toList();
  }

  private static String cursor(String order, int index) {
    return Engine.items(page(order + ", first: 50").get("edges")).get(index).get("cursor").asText();
  }

  @Test
  void afterAndBeforeTogetherAreASpan() {
    String order = "orderBy: [{category: {name: DESC}}, {price: ASC}]";
    List<String> list = list("products", order);
    String span =
        order + ", after: \"" + cursor(order, 9) + "\", before: \"" + cursor(order, 20) + "\"";

    assertThat(nodes(page(span + ", first: 50"))).isEqualTo(list.subList(10, 20));
    assertThat(nodes(page(span + ", first: 3"))).isEqualTo(list.subList(10, 13));
    assertThat(nodes(page(span + ", last: 3"))).isEqualTo(list.subList(17, 20));
    JsonNode whole = page(span + ", first: 50").get("pageInfo");
    assertThat(whole.get("hasNextPage").asBoolean()).isTrue();
    assertThat(whole.get("hasPreviousPage").asBoolean()).isTrue();
  }

  @Test
  void aPageOfNothingKnowsWhetherThereIsMore() {
    JsonNode none = page("first: 0");

    assertThat(none.get("edges")).isEmpty();
    assertThat(none.get("totalCount").asInt()).isEqualTo(50);
    assertThat(none.get("pageInfo").get("hasNextPage").asBoolean()).isTrue();
    assertThat(none.get("pageInfo").get("endCursor").isNull()).isTrue();
    assertThat(
            page("first: 0, where: {sku: {eq: \"none\"}}")
                .get("pageInfo")
                .get("hasNextPage")
                .asBoolean())
        .isFalse();
  }

  @Test
  void aCursorOfAnotherOrderOrListIsRefused() {
    String cursor = cursor("orderBy: [{price: ASC}]", 3);

    for (String other :
        List.of(
            "c: productsConnection(orderBy: [{price: DESC}], first: 2, after: $cursor) { nodes { id } }",
            "c: productsConnection(first: 2, after: $cursor) { nodes { id } }",
            "c: productsV1Connection(orderBy: [{price: ASC}], first: 2, before: $cursor) { nodes { id } }")) {
      assertThat(engine.code("query($cursor: String) { " + other + " }", Map.of("cursor", cursor)))
          .isEqualTo("FQ-126");
    }
  }

  @Test
  void aDamagedCursorIsRefused() {
    String cursor = cursor("orderBy: [{price: ASC}]", 3);
    List<String> damaged =
        List.of(
            "",
            "x",
            "=",
            cursor.substring(1),
            cursor.substring(0, cursor.length() - 3),
            cursor + "QQ",
            "A" + cursor.substring(1),
            "\u00e4\u00f6",
            cursor.toUpperCase(java.util.Locale.ROOT));

    for (String each : damaged) {
      String query =
          "query($c: String) { c: productsConnection(orderBy: [{price: ASC}], first: 2, after: $c) { nodes { id } } }";
      assertThat(engine.code(query, Map.of("c", each))).as(each).isEqualTo("FQ-126");
    }
  }

  @Test
  void aDamagedCursorIsRefusedThoughOnlyTheCountIsAsked() {
    assertThat(engine.code("{ productsConnection(after: \"x\") { totalCount } }", Map.of()))
        .isEqualTo("FQ-126");
    assertThat(engine.code("{ productsConnection(before: \"x\") { __typename } }", Map.of()))
        .isEqualTo("FQ-126");
  }

  @Test
  void everyPartOfAConnectionCanBeAskedAlone() {
    String none = "where: {name: {eq: \"no such product\"}}";
    for (String part :
        List.of(
            "__typename",
            "totalCount",
            "nodes { id }",
            "edges { __typename }",
            "edges { cursor }",
            "pageInfo { __typename }",
            "pageInfo { hasNextPage }",
            "pageInfo { hasPreviousPage }",
            "pageInfo { startCursor }",
            "pageInfo { endCursor }")) {
      String name = part.split(" ")[0];
      for (String arguments : List.of("first: 3", "last: 3", none, none + ", last: 3")) {
        String query = "{ c: productsConnection(" + arguments + ") { " + part + " } }";
        assertThat(engine.data(query).get("c").hasNonNull(name)).as(query).isTrue();
      }
    }
  }

  @Test
  void theRowOfACursorMayBeGone() {
    String order = "orderBy: [{createdAt: DESC}]";
    List<String> list = list("reviews", order);
    JsonNode first =
        engine
            .data("{ c: reviewsConnection(%s, first: 5) { %s } }".formatted(order, INFO))
            .get("c");
    String cursor = first.get("pageInfo").get("endCursor").asText();
    engine.database.execute("DELETE FROM tb_reviews WHERE id = '" + list.get(4) + "'");

    JsonNode next =
        engine
            .data(
                "{ c: reviewsConnection(%s, first: 5, after: \"%s\") { %s } }"
                    .formatted(order, cursor, INFO))
            .get("c");

    assertThat(nodes(next)).isEqualTo(list.subList(5, 10));
    assertThat(next.get("pageInfo").get("hasPreviousPage").asBoolean()).isTrue();
  }
}
