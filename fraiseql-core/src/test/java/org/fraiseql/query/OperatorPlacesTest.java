package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.fraiseql.query.Sample.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator of every type, wherever a value can stand, finds the rows that plain SQL finds.
 * The operators are those of the schema: one that is added needs an oracle here.
 */
class OperatorPlacesTest {

  /** What a place's filter looks like, and which relations have it. */
  private record Place(String name, String filter, List<String> relations) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("plain", "{plain: {%s}}", List.of("fresh")),
          new Place("value", "{value: {%s}}", List.of("fresh", "stored", "kept")),
          new Place("nested", "{nested: {value: {%s}}}", List.of("fresh", "stored")),
          new Place("some", "{items: {some: {value: {%s}}}}", List.of("fresh", "stored")),
          new Place("every", "{items: {every: {value: {%s}}}}", List.of("fresh", "stored")),
          new Place("none", "{items: {none: {value: {%s}}}}", List.of("fresh", "stored")));

  private static Engine engine;
  private static Inputs inputs;
  private static Connection oracle;

  @BeforeAll
  static void open() throws SQLException {
    engine = Engine.on(Samples.create());
    inputs = new Inputs(engine);
    oracle = engine.database.connection();
    try (Statement statement = oracle.createStatement()) {
      statement.execute("SET search_path = public, ext");
    }
  }

  @AfterAll
  static void close() throws SQLException {
    oracle.close();
    engine.close();
  }

  static Stream<Sample> samples() {
    return Samples.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOperatorFindsItsRowsInEveryPlace(Sample sample) throws SQLException {
    Map<String, Inputs.Field> operators = inputs.operators(sample.root("fresh"), "value");
    assertThat(operators).as("operators of %s", sample).isNotEmpty();
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Inputs.Field> operator : operators.entrySet()) {
      wrong.addAll(tried(sample, operator.getKey(), operator.getValue()));
    }
    assertThat(wrong).isEmpty();
  }

  /** One request with all operands in all places; what differs from plain SQL is answered. */
  private static List<String> tried(Sample sample, String operator, Inputs.Field type)
      throws SQLException {
    List<List<String>> operands = operands(sample, operator, type);
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, @Nullable Object> variables = new HashMap<>();
    StringBuilder head = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      Object value = value(operands.get(i), type);
      if (value == null) {
        continue;
      }
      boolean flag = type.declared().equals("Boolean") && operator.startsWith("is");
      String test = operator + ": " + (flag && !operator.contains("From") ? value : "$v" + i);
      if (test.contains("$")) {
        head.append("$v").append(i).append(": ").append(type.declared()).append("! ");
        variables.put("v" + i, value);
      }
      for (Place place : PLACES) {
        for (String relation : place.relations()) {
          String alias = place.name() + "_" + relation + "_" + i;
          body.append(
              "%s: %s(where: %s, orderBy: {id: ASC}) { id }%n"
                  .formatted(alias, sample.root(relation), place.filter().formatted(test)));
          expected.put(
              alias, ids(OperatorOracle.ids(sample, operator, operands.get(i), place.name())));
        }
      }
    }
    String query = "query" + (head.isEmpty() ? "" : "(" + head + ")") + " {\n" + body + "}";
    return body.isEmpty()
        ? List.of()
        : compared(sample, operator, query, variables, expected, operands);
  }

  private static List<String> compared(
      Sample sample,
      String operator,
      String query,
      Map<String, @Nullable Object> variables,
      Map<String, String> expected,
      List<List<String>> operands) {
    List<String> wrong = new ArrayList<>();
    JsonNode data;
    try {
      data = engine.data(query, variables);
    } catch (AssertionError e) {
      String first = Objects.requireNonNull(e.getMessage());
      return List.of(
          sample + " " + operator + ": " + first.substring(0, Math.min(800, first.length())));
    }
    expected.forEach(
        (alias, ids) -> {
          String found =
              Engine.items(data.get(alias)).stream()
                  .map(r -> r.get("id").asText())
                  .toList()
                  .toString();
          if (!found.equals(ids)) {
            int operand = Integer.parseInt(alias.substring(alias.lastIndexOf('_') + 1));
            wrong.add(
                "%s %s %s at %s: %s instead of %s"
                    .formatted(sample, operator, operands.get(operand), alias, found, ids));
          }
        });
    return wrong;
  }

  private static String ids(String sql) throws SQLException {
    try (Statement statement = oracle.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids.toString();
    } catch (SQLException e) {
      throw new SQLException(sql, e);
    }
  }

  private static List<List<String>> operands(Sample sample, String operator, Inputs.Field type)
      throws SQLException {
    if (operator.equals("isNull") || operator.equals("isEmpty")) {
      return List.of(List.of("true"), List.of("false"));
    }
    List<String> pool = sample.operandsOf(operator);
    if (!type.list()) {
      return pool.stream().map(List::of).toList();
    }
    List<List<String>> lists = new ArrayList<>();
    for (String operand : pool) {
      lists.add(
          sample.kind() == Kind.ARRAY
              ? elements(sample, operand)
              : Arrays.asList(operand.split("\\|", -1)));
    }
    if (operator.equals("in") || operator.equals("notIn")) {
      lists.add(pool);
    }
    return lists;
  }

  private static List<String> elements(Sample sample, String array) throws SQLException {
    String sql =
        "SELECT ARRAY(SELECT jsonb_array_elements_text(to_jsonb(%s::%s)))"
            .formatted(Sample.literal(array), sample.type());
    try (Statement statement = oracle.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      Array elements = rows.getArray(1);
      return Stream.of((String[]) elements.getArray()).map(e -> e == null ? "NULL" : e).toList();
    }
  }

  private static @Nullable Object value(List<String> operand, Inputs.Field type) {
    if (!type.list()) {
      return Inputs.variable(type.inner(), operand.getFirst());
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (String one : operand) {
      Object value = one.equals("NULL") ? null : Inputs.variable(type.inner(), one);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
