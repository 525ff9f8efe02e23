package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.operation.InputSamples.Sample;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a command gets of its input, however a client writes it, and what it does to plans. */
class CommandInputTest {

  private static final String ID = "6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11";
  private static final String BY_VARIABLE =
      "mutation($input: CreateOrderInput!) { createOrder(input: $input) { __typename } }";

  private final Documents documents = CommandSchema.documents();
  private final InputSamples samples = new InputSamples(20_261_124);

  private Prepared prepared(String text) {
    return documents.parse(text).operation(null);
  }

  private static @Nullable Object whole(Prepared prepared, Variables variables) {
    Value input =
        prepared.resolve(variables).selections().getFirst().argument("input").orElseThrow();
    return variables.whole((Value.Whole) input);
  }

  private @Nullable Object whole(String text, Map<String, @Nullable Object> raw) {
    Prepared prepared = prepared(text);
    return whole(prepared, prepared.variables(raw));
  }

  private static String document(String input, Map<String, String> types) {
    String variables =
        types.entrySet().stream()
            .map(variable -> "$" + variable.getKey() + ": " + variable.getValue())
            .collect(Collectors.joining(", ", "(", ")"));
    return "mutation "
        + (types.isEmpty() ? "" : variables)
        + " { createOrder(input: "
        + input
        + ") { __typename } }";
  }

  @Test
  void literalsVariablesAndBothTogetherGiveTheSameTree() {
    int absent = 0;
    for (int i = 0; i < 400; i++) {
      Sample sample = samples.order();
      Object expected = InputSamples.expected(sample);
      Map<String, @Nullable Object> raw = new LinkedHashMap<>();
      raw.put("input", InputSamples.raw(sample));
      assertThat(whole(BY_VARIABLE, raw)).isEqualTo(expected);
      for (int percent : List.of(0, 15, 50)) {
        InputSamples.Writer writer = samples.new Writer(percent);
        String text = document(writer.written(sample), writer.types);
        assertThat(whole(text, writer.values)).as(text).isEqualTo(expected);
        absent += writer.types.size() - writer.values.size();
      }
    }
    assertThat(absent).isGreaterThan(20);
  }

  @Test
  void onePlanServesAllInputs() {
    Set<Object> keys = new HashSet<>();
    Set<Operation> operations = Collections.newSetFromMap(new IdentityHashMap<>());
    Prepared prepared = prepared(BY_VARIABLE);
    for (int i = 0; i < 200; i++) {
      Map<String, @Nullable Object> raw = new LinkedHashMap<>();
      raw.put("input", InputSamples.raw(samples.order()));
      Variables variables = prepared.variables(raw);
      keys.add(prepared.planKey(variables));
      operations.add(prepared.resolve(variables));
    }
    assertThat(keys).hasSize(1);
    assertThat(operations).hasSize(1);
  }

  @Test
  void variablesInsideAnInputDecideNothingEither() {
    Prepared prepared =
        prepared(
            "mutation($note: String, $items: [ItemInput!]!, $flag: Boolean, $status: OrderStatus)"
                + " { createOrder(input: {customerId: \""
                + ID
                + "\", note: $note, items: $items,"
                + " express: $flag, status: $status}) { __typename } }");
    Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
    nulls.put("note", null);
    nulls.put("flag", null);
    nulls.put("items", List.of(Map.of("sku", "A"), Map.of("sku", "B")));
    Map<String, @Nullable Object> values =
        Map.of("note", "x", "flag", true, "status", "shipped", "items", List.of());
    Variables none = prepared.variables(Map.of("items", Map.of("sku", "C")));

    assertThat(prepared.planKey(prepared.variables(nulls))).isEqualTo(prepared.planKey(none));
    assertThat(prepared.planKey(prepared.variables(values))).isEqualTo(prepared.planKey(none));
    assertThat(whole(prepared, none))
        .isEqualTo(
            Map.of(
                "customerId",
                ID,
                "priority",
                "3",
                "items",
                List.of(Map.of("sku", "C", "quantity", "1"))));
  }

  @Test
  void aVariableThatStandsElsewhereTooStillDecides() {
    Prepared prepared =
        prepared(
            "mutation($express: Boolean!, $other: Boolean!) { createOrder(input: {customerId: \""
                + ID
                + "\", items: [], express: $express, flags: [$other]})"
                + " { ... on CreateOrderError { code details @include(if: $express) } } }");
    Variables yes = prepared.variables(Map.of("express", true, "other", true));
    Variables no = prepared.variables(Map.of("express", false, "other", true));
    Variables other = prepared.variables(Map.of("express", true, "other", false));

    assertThat(prepared.planKey(yes)).isNotEqualTo(prepared.planKey(no));
    assertThat(prepared.planKey(yes)).isEqualTo(prepared.planKey(other));
    assertThat(selected(prepared, yes)).containsExactly("code", "details");
    assertThat(selected(prepared, no)).containsExactly("code");
    assertThat(whole(prepared, no))
        .isEqualTo(
            Map.of(
                "customerId",
                ID,
                "items",
                List.of(),
                "express",
                false,
                "priority",
                "3",
                "flags",
                List.of(true)));
  }

  private static List<String> selected(Prepared prepared, Variables variables) {
    return prepared.resolve(variables).selections().getFirst().branch("CreateOrderError").stream()
        .map(Selection::name)
        .toList();
  }

  @Test
  void theVariablesOfThePayloadDecideWithoutTheInput() {
    Prepared prepared =
        prepared(
            "mutation($input: CreateOrderInput!, $w: ItemFilter) { createOrder(input: $input)"
                + " { ... on CreateOrderSuccess { order { items(where: $w) { sku } } } } }");
    Map<String, @Nullable Object> one =
        Map.of("input", Map.of("customerId", ID, "items", List.of()));
    Map<String, @Nullable Object> other = new LinkedHashMap<>();
    other.put("input", Map.of("customerId", ID, "note", "n", "items", Map.of("sku", "A")));
    Object key = prepared.planKey(prepared.variables(one));

    assertThat(prepared.planKey(prepared.variables(other))).isEqualTo(key);
    other.put("w", Map.of("sku", Map.of("eq", "A")));
    assertThat(prepared.planKey(prepared.variables(other))).isNotEqualTo(key);
  }

  @Test
  void untypedInputIsJsonText() {
    String text = "mutation($i: JSON!) { importOrders(input: $i) { __typename } }";

    assertThat(whole(text, Map.of("i", Map.of("a", List.of(1, "x")))))
        .isEqualTo("{\"a\":[1,\"x\"]}");
    assertThat(whole(text, Map.of("i", "x"))).isEqualTo("\"x\"");
    assertThat(whole("mutation { importOrders(input: {a: [1, null]}) { __typename } }", Map.of()))
        .isEqualTo("{\"a\":[1,null]}");
  }

  @Test
  void anArgumentsDefaultTakesThePlaceOfWhatIsAbsentButNotOfNull() {
    String text = "mutation($i: RetryInput) { retryOrders(input: $i) { __typename } }";
    Map<String, @Nullable Object> isNull = new LinkedHashMap<>();
    isNull.put("i", null);

    assertThat(whole(text, Map.of())).isEqualTo(Map.of("pause", "5", "attempts", "2"));
    assertThat(whole(text, isNull)).isNull();
    assertThat(whole("mutation { retryOrders { __typename } }", Map.of()))
        .isEqualTo(Map.of("pause", "5", "attempts", "2"));
    Prepared prepared = prepared(text);
    assertThat(prepared.planKey(prepared.variables(isNull)))
        .isEqualTo(prepared.planKey(prepared.variables(Map.of())));
  }

  @Test
  void aNullThatAVariablesDefaultLetThroughIsRefusedWhereAValueMustBe() {
    Map<String, @Nullable Object> isNull = new LinkedHashMap<>();
    isNull.put("sku", null);
    String text =
        "mutation($sku: String = \"A\") { createOrder(input: {customerId: \""
            + ID
            + "\", items: [{sku: \"B\"}, {sku: $sku}]}) { __typename } }";

    assertThatThrownBy(() -> whole(text, isNull))
        .hasMessage("createOrder(input.items[1].sku) is null, but must be of type String!.");
    assertThat(whole(text, Map.of())).asString().contains("sku=A");
  }

  @Test
  void exactlyOneFieldOfAOneOfIsCheckedWithTheVariablesInIt() {
    String text =
        "mutation($card: String) { createOrder(input: {customerId: \""
            + ID
            + "\", items: [], payment: {card: $card}}) { __typename } }";

    assertThatThrownBy(() -> whole(text, Map.of())).hasMessageContaining("exactly one field");
  }

  @Test
  void inputsThatAreTooLargeOrTooDeepAreRefused() {
    List<Object> items = new ArrayList<>(Collections.nCopies(3_000, Map.of("sku", "A")));
    Map<String, @Nullable Object> raw = Map.of("input", Map.of("customerId", ID, "items", items));

    assertThatThrownBy(() -> whole(BY_VARIABLE, raw))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems().getFirst()).isInstanceOf(LimitProblem.TooManyInputs.class));
  }

  @Test
  void whatACommandGetsCannotBeChanged() {
    Prepared prepared =
        prepared(document("{customerId: \"" + ID + "\", items: [{sku: \"A\"}]}", Map.of()));
    Map<?, ?> given =
        (Map<?, ?>) Objects.requireNonNull(whole(prepared, prepared.variables(Map.of())));
    List<?> items = (List<?>) Objects.requireNonNull(given.get("items"));

    assertThatThrownBy(given::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(items::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
