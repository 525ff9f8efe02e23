package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.fraiseql.Response;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.problem.DatabaseProblem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request at fault is refused before a connection is used: here the database is gone by then. */
class BadInputTest {

  private static Engine orphan;
  private static Engine engine;

  @BeforeAll
  static void open() {
    orphan = Engine.on(ShopDatabase.create(), settings -> settings);
    orphan.database.close();
    engine = Engine.on(Samples.create());
  }

  @AfterAll
  static void close() {
    orphan.close();
    engine.close();
  }

  private record Bad(String query, Map<String, @Nullable Object> variables, String code) {}

  private static Bad bad(String code, String query) {
    return new Bad(query, Map.of(), code);
  }

  private static Bad bad(String code, String query, @Nullable Object value) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("v", value);
    return new Bad(query, Collections.unmodifiableMap(variables), code);
  }

  static Stream<Bad> requests() {
    String like = "query($v: String) { products(where: {name: {like: $v}}) { id } }";
    String ids = "query($v: [UUID!]) { products(where: {id: {in: $v}}) { id } }";
    String limit = "query($v: Int) { products(limit: $v) { id } }";
    String offset = "query($v: Int) { products(offset: $v) { id } }";
    String after = "query($v: String) { productsConnection(first: 2, after: $v) { nodes { id } } }";
    String nested = "query($v: Int) { orderAggregates { items(limit: $v) { id } } }";
    return Stream.of(
        bad("FQ-110", "{ products { nam } }"),
        bad("FQ-110", "{ productz { name } }"),
        bad("FQ-111", "{ products(wher: {name: {eq: \"a\"}}) { id } }"),
        bad("FQ-112", "{ products(where: {nam: {eq: \"a\"}}) { id } }"),
        bad("FQ-112", "{ products(where: {name: {equals: \"a\"}}) { id } }"),
        bad("FQ-113", "{ products(orderBy: [{name: DOWN}]) { id } }"),
        bad("FQ-120", "{ products(where: {price: {gt: \"much\"}}) { id } }"),
        bad("FQ-120", "{ products(where: {id: {eq: \"1\"}}) { id } }"),
        bad("FQ-120", "{ products(where: {createdAt: {gt: \"2024-02-30T00:00:00Z\"}}) { id } }"),
        bad("FQ-120", "{ products(limit: \"2\") { id } }"),
        bad("FQ-120", like, 5),
        bad("FQ-120", ids, java.util.List.of("no uuid")),
        bad("FQ-125", "{ products(limit: -1) { id } }"),
        bad("FQ-125", limit, -1),
        bad("FQ-125", offset, -1),
        bad("FQ-125", nested, -1),
        bad("FQ-134", limit, 1001),
        bad("FQ-134", "{ productsConnection(first: 1001) { nodes { id } } }"),
        bad("FQ-122", like, "a\u0000b"),
        bad("FQ-122", "{ products(where: {name: {eq: \"\\u0000\"}}) { id } }"),
        bad("FQ-124", "{ productsConnection(first: 1, last: 1) { nodes { id } } }"),
        bad("FQ-126", after, "abc"),
        bad("FQ-126", after, ""),
        bad("FQ-121", "{ products(where: {name: {eq: null}}) { id } }"),
        bad("FQ-121", "{ products(where: {name: null}) { id } }"),
        bad("FQ-121", "{ products(where: {category: null}) { id } }"),
        bad("FQ-121", "{ products(where: {_not: null}) { id } }"),
        bad("FQ-121", "{ products(where: {_and: null}) { id } }"),
        bad("FQ-121", "{ orderAggregates(where: {items: {some: null}}) { id } }"),
        bad("FQ-121", like, null),
        bad("FQ-121", ids, null),
        bad("FQ-121", "{ orderAggregates { items(where: {quantity: {eq: null}}) { id } } }"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isRefusedWithoutADatabase(Bad bad) {
    assertThat(orphan.code(bad.query(), bad.variables())).isEqualTo(bad.code());
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "wordsFreshRows(where: {value: {regex: \"(\"}})",
        "wordsStoredRows(where: {value: {iregex: \"[\"}})",
        "wordsFreshRows(where: {value: {like: \"a\\\\\"}})",
        "treeFreshRows(where: {value: {descendantOf: \"a..b\"}})",
        "treeFreshRows(where: {value: {matches: \"a.*{\"}})",
        "treeFreshRows(where: {value: {matchesText: \"a &\"}})",
        "docFreshRows(where: {value: {matchesPath: \"$[\"}})",
        "periodFreshRows(where: {value: {containedBy: \"[9,1)\"}})",
        "hostFreshRows(where: {value: {eq: \"10.0.0.300\"}})",
        "cardFreshRows(where: {value: {eq: \"no\"}})",
        "cashFreshRows(where: {value: {gt: \"much\"}})",
        "bitsFreshRows(where: {value: {eq: \"102\"}})",
        "spanFreshRows(where: {value: {gt: \"P99999999999999Y\"}})");
  }

  /** What only PostgreSQL can judge is the client's error all the same. */
  @ParameterizedTest
  @MethodSource("unreadable")
  void aValueThatPostgresqlCannotReadIsTheClientsError(String field) {
    Response response = engine.execute("{ " + field + " { id } }", Map.of(), Caller.NOBODY);

    assertThat(response).isInstanceOf(Response.Failed.class);
    assertThat(((Response.Failed) response).problems())
        .singleElement()
        .isInstanceOf(DatabaseProblem.InvalidValue.class);
  }

  @Test
  void aSearchOfOddSignsIsNoError() {
    for (String search : new String[] {"", "&", "a |", "\\\"", "'", ":*", "((("}) {
      assertThat(
              engine
                  .data(
                      "query($s: String) { searchFreshRows(where: {value: {websearch: $s}}) { id } }",
                      Map.of("s", search))
                  .has("searchFreshRows"))
          .isTrue();
    }
  }

  @Test
  void anEmptyOrMeansNoneAndAnEmptyAndMeansAll() {
    assertThat(engine.data("{ r: dayFreshRows(where: {_or: []}) { id } }").get("r")).isEmpty();
    assertThat(engine.data("{ r: dayFreshRows(where: {_and: []}) { id } }").get("r")).hasSize(5);
    assertThat(engine.data("{ r: dayFreshRows(where: {}) { id } }").get("r")).hasSize(5);
  }
}
