package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.Engine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values come out as PostgreSQL has them, digit by digit: answers are compared as text with what
 * {@code to_json} says.
 */
class TypeOutputTest {

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.on(Samples.create());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  static Stream<Sample> samples() {
    return Samples.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aViewAnswersWhatToJsonSays(Sample sample) {
    String root = sample.root("fresh");

    assertThat(engine.text(query(root), Map.of()))
        .isEqualTo(expected(sample, root, "to_json(%s)::text".formatted(exact(sample))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aStoredDocumentAnswersWhatItHolds(Sample sample) {
    for (String place : List.of("stored", "kept")) {
      String root = sample.root(place);
      assertThat(engine.text(query(root), Map.of()))
          .isEqualTo(expected(sample, root, "to_jsonb(%s)::text".formatted(exact(sample))));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void oneRowIsFoundByItsKey(Sample sample) {
    String one = sample.root("fresh").replaceFirst("s$", "");
    String value =
        engine
            .column("SELECT to_json(value)::text FROM %s WHERE id = 1".formatted(sample.table()))
            .getFirst();

    assertThat(engine.text("{ row: %s(id: 1) { value } }".formatted(one), Map.of()))
        .isEqualTo("{\"data\":{\"row\":{\"value\":%s}}}", renamed(sample, value));
  }

  private static String query(String root) {
    return "{ %s(orderBy: {id: ASC}) { id value nested { value } items { value } } }"
        .formatted(root);
  }

  /** A domain is converted as its own type, with what PostgreSQL makes of it. */
  private static String exact(Sample sample) {
    return sample.type().equals("xml") ? "%s.value::text" : "%s.value";
  }

  private static String expected(Sample sample, String root, String toJson) {
    String rows =
        """
        SELECT s.id || '|' || coalesce(%1$s, 'null')
            || '|' || CASE WHEN n.id IS NULL THEN '-' ELSE coalesce(%2$s, 'null') END
            || '|' || coalesce((SELECT string_agg(coalesce(%3$s, 'null'), '|' ORDER BY i.id)
                       FROM %4$s i WHERE i.id > s.id AND i.id <= s.id + 2), '-')
        FROM %4$s s LEFT JOIN %4$s n ON n.id = s.id + 1 ORDER BY s.id\
        """
            .formatted(
                toJson.formatted("s"),
                toJson.formatted("n"),
                toJson.formatted("i"),
                sample.table());
    return engine.column(rows).stream()
        .map(row -> row(sample, String.valueOf(row)))
        .collect(Collectors.joining(",", "{\"data\":{\"" + root + "\":[", "]}}"));
  }

  private static String row(Sample sample, String parts) {
    String[] row = parts.split("\\|", -1);
    String nested = row[2].equals("-") ? "null" : "{\"value\":" + renamed(sample, row[2]) + "}";
    String items =
        row[3].equals("-")
            ? "null"
            : Stream.of(row)
                .skip(3)
                .map(value -> "{\"value\":" + renamed(sample, value) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    return "{\"id\":%s,\"value\":%s,\"nested\":%s,\"items\":%s}"
        .formatted(row[0], renamed(sample, row[1]), nested, items);
  }

  /** Labels that are no names of GraphQL are answered as such. */
  private static @Nullable String renamed(Sample sample, @Nullable String json) {
    if (json == null || !sample.type().startsWith("ext.mood")) {
      return json;
    }
    return json.replace("\", ", "\",")
        .replace("\"in progress\"", "\"IN_PROGRESS\"")
        .replace("\"true\"", "\"TRUE\"")
        .replace("\"a\\\"b\\\\c\"", "\"A_B_C\"")
        .replace("\"\"", "\"VALUE\"");
  }
}
