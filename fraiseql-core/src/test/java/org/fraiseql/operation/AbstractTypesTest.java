package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fraiseql.operation.Value.Count;
import org.fraiseql.operation.Value.EnumName;
import org.fraiseql.operation.Value.Scalar;
import org.fraiseql.problem.LimitProblem;
import org.fraiseql.problem.NameProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.sql.Binding.Constant;
import org.fraiseql.sql.Binding.Variable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Selections of unions and interfaces, and of what mutations answer. */
class AbstractTypesTest {

  private static final String CREATE =
      "mutation { createOrder(input: {customerId: \"6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11\","
          + " items: []}) ";

  private final Documents documents = CommandSchema.documents();

  private List<Selection> resolved(String text, Map<String, @Nullable Object> raw) {
    Prepared prepared = documents.parse(text).operation(null);
    return prepared.resolve(prepared.variables(raw)).selections();
  }

  private Map<String, String> branches(String text, Map<String, @Nullable Object> raw) {
    Selection selection = resolved(text, raw).getFirst();
    assertThat(selection.children()).isEmpty();
    return selection.branches().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> names(entry.getValue())));
  }

  private static String names(List<Selection> selections) {
    return selections.stream()
        .map(s -> s.responseKey().equals(s.name()) ? s.name() : s.responseKey() + ": " + s.name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aUnionHasTheSelectionsOfEachOfItsMembersInTheOrderOfTheDocument() {
    String text =
        CREATE
            + "{ ... on CreateOrderError { code } kind: __typename ...Both ... on CreateOrderSuccess"
            + " { message version } ... on CreateOrderError { message code } } }"
            + " fragment Both on CreateOrderResult { ... on CreateOrderSuccess { reference }"
            + " ... on CreateOrderError { details } __typename }";

    assertThat(branches(text, Map.of()))
        .containsOnly(
            Map.entry(
                "CreateOrderSuccess", "kind: __typename reference __typename message version"),
            Map.entry("CreateOrderError", "code kind: __typename details __typename message"));
  }

  @Test
  void membersWithoutSelectionsAreThereToo() {
    assertThat(branches(CREATE + "{ ... on CreateOrderError { code } } }", Map.of()))
        .containsOnly(Map.entry("CreateOrderSuccess", ""), Map.entry("CreateOrderError", "code"));
  }

  @Test
  void directivesInFragmentsAreDecided() {
    String text =
        "query($yes: Boolean!) { search(text: \"a\") { ... on Order @include(if: $yes) { number }"
            + " ... on Order @skip(if: $yes) { id } ... on Customer { id @skip(if: $yes) name }"
            + " ...I @include(if: $yes) } } fragment I on Item { sku }";

    assertThat(branches(text, Map.of("yes", true)))
        .containsOnly(
            Map.entry("Order", "number"), Map.entry("Customer", "name"), Map.entry("Item", "sku"));
    assertThat(branches(text, Map.of("yes", false)))
        .containsOnly(
            Map.entry("Order", "id"), Map.entry("Customer", "id name"), Map.entry("Item", ""));
  }

  @Test
  void anInterfacesOwnFieldsAreSelectedOfEveryTypeThatHasIt() {
    String text =
        "{ node(id: \"6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11\") {"
            + " ... on Customer { name } id ... on Order { number } ... on Node { __typename } } }";

    assertThat(branches(text, Map.of()))
        .containsOnly(
            Map.entry("Order", "id number __typename"),
            Map.entry("Customer", "name id __typename"),
            Map.entry("Supplier", "id __typename"));
  }

  @Test
  void aFragmentOnAnInterfaceAppliesToTheMembersOfAUnionThatHaveIt() {
    assertThat(branches("{ search(text: \"a\") { ... on Node { id } } }", Map.of()))
        .containsOnly(Map.entry("Order", "id"), Map.entry("Customer", "id"), Map.entry("Item", ""));
  }

  @Test
  void selectionsOfOneKeyInSeveralFragmentsOfAMemberAreOne() {
    String text =
        CREATE
            + "{ ... on CreateOrderSuccess { order { id } } ...S } }"
            + " fragment S on CreateOrderSuccess { order { number items(limit: 2) { sku } } }";
    Selection order = resolved(text, Map.of()).getFirst().branch("CreateOrderSuccess").getFirst();

    assertThat(names(order.children())).isEqualTo("id number items");
    assertThat(order.children().getLast().argument("limit")).contains(new Count(2));
  }

  @Test
  void aPayloadIsSelectedLikeAQuery() {
    String text =
        """
        mutation($w: ItemFilter, $sku: String!, $n: Int, $down: Boolean!) {
          createOrder(input: {customerId: "6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11", items: {sku: $sku}}) {
            ... on CreateOrderSuccess { order { items(where: $w, orderBy: {sku: desc}, limit: $n)
              { sku quantity @include(if: $down) } cheap: items(where: {sku: {eq: $sku}}) { sku } } } } }
        """;
    Prepared prepared = documents.parse(text).operation(null);
    Map<String, @Nullable Object> raw =
        Map.of("w", Map.of("sku", Map.of("eq", "A")), "sku", "B", "n", 3, "down", false);
    Variables variables = prepared.variables(raw);
    Selection success = prepared.resolve(variables).selections().getFirst();
    List<Selection> lists = success.branch("CreateOrderSuccess").getFirst().children();

    assertThat(lists.getFirst().argument("limit")).contains(new Count(3));
    assertThat(lists.getFirst().argument("orderBy"))
        .contains(new Value.ListOf(List.of(new Value.Input(Map.of("sku", new EnumName("desc"))))));
    assertThat(names(lists.getFirst().children())).isEqualTo("sku");
    assertThat(variables.bound(new Variable("w", List.of("sku", "eq")))).isEqualTo("A");
    assertThat(lists.getLast().argument("where"))
        .contains(
            new Value.Input(
                Map.of(
                    "sku",
                    new Value.Input(Map.of("eq", new Scalar(new Variable("sku", List.of())))))));
  }

  @Test
  void commandsKeepTheOrderOfTheDocumentAndThoseOfOneKeyAreOne() {
    String input = "(input: [1]) { __typename }";
    String text =
        "mutation { b: importOrders%1$s ...F a: importOrders%1$s b: importOrders%1$s c: __typename }"
            + " fragment F on Mutation { z: importOrders%1$s b: importOrders%1$s }";
    Prepared prepared = documents.parse(text.formatted(input)).operation(null);

    assertThat(prepared.kind()).isEqualTo(Operation.Kind.MUTATION);
    assertThat(prepared.introspectionOnly()).isFalse();
    assertThat(prepared.resolve(prepared.variables(Map.of())).selections())
        .extracting(Selection::responseKey)
        .containsExactly("b", "z", "a", "c");
  }

  @Test
  void theEnvelopesArgumentsAreBoundAlone() {
    String text =
        "mutation($v: Long!) { importOrders(input: {}, idempotencyKey: null) { __typename }"
            + " createOrder(input: {customerId: \"6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11\","
            + " items: []}, idempotencyKey: \"k\", expectedVersion: $v) { __typename } }";
    List<Selection> commands = resolved(text, Map.of("v", 4));

    assertThat(commands.getFirst().argument("idempotencyKey")).contains(new Value.Null());
    assertThat(commands.getLast().argument("idempotencyKey"))
        .contains(new Scalar(new Constant("k")));
    assertThat(commands.getLast().argument("expectedVersion"))
        .contains(new Scalar(new Variable("v", List.of())));
  }

  @Test
  void theDearestMemberCounts() {
    String text =
        "{ search(text: \"a\") { ... on Order { related(limit: %d) { id } }"
            + " ... on Customer { related(limit: %d) { id } } } }";

    // 100 rows by default: 4,500 values at most, though both together are over the limit of 5,000.
    assertThat(resolved(text.formatted(40, 45), Map.of())).hasSize(1);
    assertThatThrownBy(() -> documents.parse(text.formatted(100, 1)))
        .hasMessageContaining("10000 values");
  }

  @Test
  void theDeepestMemberCounts() {
    String levels = "related(limit: 1) { ".repeat(11) + "id" + " }".repeat(11);

    assertThatThrownBy(
            () ->
                documents.parse(
                    "{ search(text: \"a\") { __typename ... on Order { " + levels + " } } }"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems().getFirst()).isInstanceOf(LimitProblem.TooDeep.class));
  }

  @Test
  @Timeout(20)
  void fieldsOfTypesWithinTypesThatStandForMillionsAreRefused() {
    String levels = "related(limit: 1) { ".repeat(9) + "id" + " }".repeat(9);

    assertThatThrownBy(
            () -> documents.parse("{ search(text: \"a\") { ... on Node { " + levels + "} } }"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .isInstanceOf(LimitProblem.TooManyBranches.class));
  }

  @Test
  void withoutSuggestionsTheMembersOfAUnionAreNotTold() {
    Documents silent = new Documents(CommandSchema.SCHEMA, ShopSchema.LIMITS, false);

    assertThatThrownBy(() -> silent.parse(CREATE + "{ message } }"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .isInstanceOf(NameProblem.UnknownField.class)
                    .satisfies(p -> assertThat(p.help()).isNull()));
  }

  @Test
  void introspectionTellsMutationsAndPossibleTypes() {
    Prepared prepared =
        documents
            .parse(
                "{ __schema { mutationType { fields { name args { name type { kind ofType { name } } } } } }"
                    + " __type(name: \"CreateOrderResult\") { kind possibleTypes { name } } }")
            .operation(null);

    assertThat(prepared.introspectionOnly()).isTrue();
    assertThat(prepared.introspect(prepared.variables(Map.of())))
        .contains(
            "{\"name\":\"importOrders\",\"args\":[{\"name\":\"input\",\"type\":{\"kind\":\"NON_NULL\","
                + "\"ofType\":{\"name\":\"JSON\"}}}")
        .endsWith(
            "\"__type\":{\"kind\":\"UNION\",\"possibleTypes\":"
                + "[{\"name\":\"CreateOrderSuccess\"},{\"name\":\"CreateOrderError\"}]}}");
  }
}
