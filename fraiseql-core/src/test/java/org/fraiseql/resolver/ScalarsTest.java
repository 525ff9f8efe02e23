package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.fraiseql.Engine;
import org.fraiseql.api.Input;
import org.fraiseql.api.Omittable;
import org.fraiseql.api.Query;
import org.fraiseql.declaration.JavaJson;
import org.fraiseql.problem.Problem;
import org.fraiseql.resolver.Cafe.Drink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Values of all scalars, as PostgreSQL writes them, as Java writes them, and as clients give them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScalarsTest {

  private static final List<String> SCALARS =
      List.of("b", "i2", "i4", "i8", "n", "f4", "f8", "t", "u", "ts", "tz", "d", "c", "ct", "j");

  record All(
      @Nullable Boolean b,
      @Nullable Short i2,
      @Nullable Integer i4,
      @Nullable Long i8,
      @Nullable BigDecimal n,
      @Nullable Float f4,
      @Nullable Double f8,
      @Nullable String t,
      @Nullable UUID u,
      @Nullable LocalDateTime ts,
      @Nullable OffsetDateTime tz,
      @Nullable LocalDate d,
      @Nullable LocalTime c,
      @Nullable OffsetTime ct,
      @Nullable JsonNode j) {}

  @Input
  record AllInput(
      @Nullable Boolean b,
      @Nullable Short i2,
      @Nullable Integer i4,
      @Nullable Long i8,
      @Nullable BigDecimal n,
      @Nullable Float f4,
      @Nullable Double f8,
      @Nullable String t,
      @Nullable UUID u,
      @Nullable LocalDateTime ts,
      @Nullable OffsetDateTime tz,
      @Nullable LocalDate d,
      @Nullable LocalTime c,
      @Nullable OffsetTime ct,
      @Nullable JsonNode j) {}

  @Input
  record Three(Omittable<Integer> number, @Nullable Inner inner, List<Drink> drinks) {}

  @Input
  record Inner(Set<Long> numbers, Omittable<String> text, java.util.Optional<String> other) {}

  static final class Api {
    @Query
    All echo(AllInput in) {
      return new All(
          in.b, in.i2, in.i4, in.i8, in.n, in.f4, in.f8, in.t, in.u, in.ts, in.tz, in.d, in.c,
          in.ct, in.j);
    }

    @Query
    String three(Three three, Omittable<Integer> alone) {
      return three + " " + alone;
    }

    @Query
    String several(
        Drink drink,
        List<List<Integer>> numbers,
        BigInteger whole,
        Instant instant,
        ZonedDateTime zoned,
        Map<String, Object> map,
        @Nullable Object any) {
      return List.of(drink, numbers, whole, instant, zoned, map, String.valueOf(any)).toString();
    }
  }

  private final Engine cafe = Cafe.open(new Api());

  @AfterAll
  void close() {
    cafe.close();
  }

  private static String text(Map<String, Slice> members, String name) {
    return Objects.requireNonNull(members.get(name)).text();
  }

  @Test
  void javaWritesEachScalarAsPostgresqlDoes() {
    String fields = String.join(" ", SCALARS);
    String compiled = cafe.text("{ values(orderBy: {id: ASC}) { " + fields + " } }", Map.of());
    Slice.of(compiled.getBytes(StandardCharsets.UTF_8))
        .members(
            (_, data) -> data.members((_, values) -> values.items(value -> echoed(value, fields))));
  }

  private void echoed(Slice value, String fields) {
    Map<String, Slice> before = new HashMap<>();
    value.members(before::put);
    if (text(before, "f4").equals("\"Infinity\"")) {
      // As input, GraphQL's Float has no such value.
      assertThat(ScalarText.of(Float.POSITIVE_INFINITY, "Float")).isEqualTo("\"Infinity\"");
      return;
    }
    JsonNode raw = JavaJson.tree(value.text());
    Map<String, Object> input = new HashMap<>();
    raw.fields()
        .forEachRemaining(
            e -> input.put(e.getKey(), JavaJson.mapper().convertValue(e.getValue(), Object.class)));
    String echoed =
        cafe.text(
            "query($in: AllInput!) { echo(in: $in) { " + fields + " } }", Map.of("in", input));
    Map<String, Slice> after = new HashMap<>();
    Slice.of(echoed.getBytes(StandardCharsets.UTF_8))
        .members((_, data) -> data.members((_, echo) -> echo.members(after::put)));
    for (String scalar : SCALARS) {
      if (scalar.equals("j")) {
        assertThat(JavaJson.tree(text(after, scalar)))
            .isEqualTo(JavaJson.tree(text(before, scalar)));
      } else {
        assertThat(text(after, scalar)).as(scalar).isEqualTo(text(before, scalar));
      }
    }
  }

  @Test
  void absentNullAndGivenAreToldApart() {
    String three =
        "query($n: Int, $a: Int) { three(three: {number: $n, drinks: [TEA]}, alone: $a) }";
    assertThat(cafe.data(three, Map.of()).get("three").asText())
        .isEqualTo("Three[number=Omittable.omitted, inner=null, drinks=[TEA]] Omittable.omitted");
    Map<String, @Nullable Object> nulls = new HashMap<>();
    nulls.put("n", null);
    nulls.put("a", null);
    assertThat(cafe.data(three, nulls).get("three").asText())
        .isEqualTo("Three[number=Omittable[null], inner=null, drinks=[TEA]] Omittable[null]");
    assertThat(cafe.data(three, Map.of("n", 1, "a", 2)).get("three").asText())
        .isEqualTo("Three[number=Omittable[1], inner=null, drinks=[TEA]] Omittable[2]");
    assertThat(
            cafe.data("{ three(three: {drinks: [], inner: {numbers: [1, 1, 2], text: null}}) }")
                .get("three")
                .asText())
        .isEqualTo(
            "Three[number=Omittable.omitted, inner=Inner[numbers=[1, 2], text=Omittable[null],"
                + " other=Optional.empty], drinks=[]] Omittable.omitted");
  }

  @Test
  void argumentsThatAreNoRecordsAreTheirTypes() {
    assertThat(
            cafe.data(
                    """
                    { several(drink: COFFEE, numbers: [[1, 2], 3], whole: 12345678901234567890,
                        instant: "2026-01-01T00:00:00+02", zoned: "2026-01-01T00:00:00Z",
                        map: {a: [1, null]}) }
                    """)
                .get("several")
                .asText())
        .isEqualTo(
            "[COFFEE, [[1, 2], [3]], 12345678901234567890, 2025-12-31T22:00:00Z,"
                + " 2026-01-01T00:00Z, {a=[1, null]}, null]");
  }

  @Test
  void whatJavasTypeCannotHoldIsRefusedWithItsPlaceBeforeAnythingRuns() {
    assertThat(cafe.refused("{ echo(in: {i2: 40000, tz: \"infinity\"}) { b } }", Map.of()))
        .extracting(Problem::code, Problem::message, Problem::path)
        .containsExactly(
            tuple(
                "FQ-120",
                "echo(in.i2) must be a value that Short can hold, but is 40000.",
                List.of("echo")),
            tuple(
                "FQ-120",
                "echo(in.tz) must be a value that OffsetDateTime can hold, but is infinity.",
                List.of("echo")));
  }
}
