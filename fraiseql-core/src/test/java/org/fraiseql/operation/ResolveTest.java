package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.operation.Value.Count;
import org.fraiseql.operation.Value.EnumName;
import org.fraiseql.operation.Value.Flag;
import org.fraiseql.operation.Value.Input;
import org.fraiseql.operation.Value.ListOf;
import org.fraiseql.operation.Value.Null;
import org.fraiseql.operation.Value.Scalar;
import org.fraiseql.operation.Value.Scalars;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Binding.Composed;
import org.fraiseql.sql.Binding.Constant;
import org.fraiseql.sql.Binding.Variable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolveTest {

  private static final String ID = "6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11";

  private final Documents documents = ShopSchema.documents();

  private Prepared prepared(String text) {
    return documents.parse(text).operation(null);
  }

  private List<Selection> resolved(String text, Map<String, @Nullable Object> raw) {
    Prepared prepared = prepared(text);
    return prepared.resolve(prepared.variables(raw)).selections();
  }

  private Value argument(String text, Map<String, @Nullable Object> raw, String name) {
    return resolved(text, raw).getFirst().argument(name).orElseThrow();
  }

  private Value where(String filter) {
    return argument("{ products(where: " + filter + ") { id } }", Map.of(), "where");
  }

  private static Input input(String name, Value value) {
    return new Input(Map.of(name, value));
  }

  private static Scalar constant(String text) {
    return new Scalar(new Constant(text));
  }

  private static Map<String, @Nullable Object> raw(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private static Selection leaf(String name) {
    return new Selection(name, name, Map.of(), List.of());
  }

  @Test
  void aFieldBecomesASelectionWithItsAliasAndArguments() {
    assertThat(resolved("{ p: product(id: \"" + ID + "\") { id n: name __typename } }", Map.of()))
        .containsExactly(
            new Selection(
                "p",
                "product",
                Map.of("id", constant(ID)),
                List.of(
                    leaf("id"),
                    new Selection("n", "name", Map.of(), List.of()),
                    leaf("__typename"))));
  }

  @Test
  void fragmentsAreSpreadAndFieldsOfOneKeyAreMergedWithTheirChildren() {
    List<Selection> selections =
        resolved(
            """
            { products { category { id } ...A ... on Product { category { name parent { id } } } } }
            fragment A on Product { category { ...B parent { name } } name }
            fragment B on Category { id }
            """,
            Map.of());
    assertThat(selections.getFirst().children())
        .containsExactly(
            new Selection(
                "category",
                "category",
                Map.of(),
                List.of(
                    leaf("id"),
                    new Selection("parent", "parent", Map.of(), List.of(leaf("name"), leaf("id"))),
                    leaf("name"))),
            leaf("name"));
  }

  @Test
  void skipAndIncludeDecideWhatIsSelectedAndAreInThePlanKey() {
    Prepared prepared =
        prepared(
            """
            query($a: Boolean!, $b: Boolean = true) {
              products { id name @skip(if: $a) ... @include(if: $b) { stock } price @include(if: false) }
            }
            """);
    Variables all = prepared.variables(raw("a", false));
    Variables none = prepared.variables(raw("a", true, "b", false));
    assertThat(prepared.resolve(all).selections().getFirst().children())
        .containsExactly(leaf("id"), leaf("name"), leaf("stock"));
    assertThat(prepared.resolve(none).selections().getFirst().children())
        .containsExactly(leaf("id"));
    assertThat(prepared.planKey(all)).isNotEqualTo(prepared.planKey(none));
  }

  @Test
  void severalOperationsAreChosenByName() {
    Document document = documents.parse("query A { products { id } } query B { orders { id } }");
    Prepared b = document.operation("B");
    assertThat(b.resolve(b.variables(Map.of())).selections().getFirst().name()).isEqualTo("orders");
    assertThat(b.name()).isEqualTo("B");
    assertThat(b.kind()).isEqualTo(Operation.Kind.QUERY);
  }

  @Test
  void literalsAreStructureOrConstants() {
    assertThat(where("{name: {eq: \"x\"}}")).isEqualTo(input("name", input("eq", constant("x"))));
    assertThat(where("{name: {isNull: true}}"))
        .isEqualTo(input("name", input("isNull", new Flag(true))));
    assertThat(where("{price: {gte: 1}}")).isEqualTo(input("price", input("gte", constant("1"))));
    assertThat(where("{price: {gte: 1.50}}"))
        .isEqualTo(input("price", input("gte", constant("1.50"))));
    assertThat(where("{stock: {eq: 9007199254740993}}"))
        .isEqualTo(input("stock", input("eq", constant("9007199254740993"))));
    assertThat(where("{name: {eq: null}}")).isEqualTo(input("name", input("eq", new Null())));
    assertThat(where("{category: {limit: {eq: 5}}}"))
        .isEqualTo(input("category", input("limit", input("eq", constant("5")))));
    assertThat(argument("{ products(limit: 5) { id } }", Map.of(), "limit"))
        .isEqualTo(new Count(5));
    assertThat(argument("{ products(offset: 5) { id } }", Map.of(), "offset"))
        .isEqualTo(constant("5"));
  }

  @Test
  void enumsAreStructureAloneAndConstantsInLists() {
    String text = "{ orders(where: {status: {%s}}) { id } }";
    assertThat(argument(text.formatted("eq: shipped"), Map.of(), "where"))
        .isEqualTo(input("status", input("eq", new EnumName("shipped"))));
    assertThat(argument(text.formatted("in: [shipped, pending]"), Map.of(), "where"))
        .isEqualTo(
            input("status", input("in", new Scalars(new Constant(List.of("shipped", "pending"))))));
  }

  @Test
  void aSingleValueCountsAsAListOfIt() {
    assertThat(where("{name: {in: \"x\"}}"))
        .isEqualTo(input("name", input("in", new Scalars(new Constant(List.of("x"))))));
    ListOf byName = new ListOf(List.of(input("name", new EnumName("asc"))));
    assertThat(argument("{ products(orderBy: {name: asc}) { id } }", Map.of(), "orderBy"))
        .isEqualTo(byName);
    String variable = "query($o: [ProductOrder!]) { products(orderBy: $o) { id } }";
    assertThat(argument(variable, raw("o", Map.of("name", "asc")), "orderBy")).isEqualTo(byName);
    Prepared ids = prepared("query($i: [UUID!]!) { products(where: {id: {in: $i}}) { id } }");
    assertThat(ids.variables(raw("i", ID)).bound(new Variable("i", List.of())))
        .isEqualTo(List.of(ID));
  }

  @Test
  void aListWithVariablesInsideIsComposed() {
    Prepared prepared =
        prepared(
            "query($a: String!, $b: String!) {"
                + " products(where: {name: {in: [$a, \"x\", $b]}}) { id } }");
    Variables variables = prepared.variables(raw("a", "1", "b", "2"));
    Binding composed =
        new Composed(
            List.of(new Variable("a", List.of()), new Constant("x"), new Variable("b", List.of())));
    assertThat(prepared.resolve(variables).selections().getFirst().argument("where"))
        .contains(input("name", input("in", new Scalars(composed))));
    assertThat(variables.bound(composed)).isEqualTo(List.of("1", "x", "2"));
  }

  @Test
  void aVariableOfAnInputTypeIsTakenApart() {
    Prepared prepared = prepared("query($w: ProductFilter) { products(where: $w) { id } }");
    Map<String, @Nullable Object> filter =
        raw(
            "_or",
            List.of(
                raw("name", raw("eq", "a")),
                raw("stock", raw("in", List.of(1, 2L)), "available", raw("eq", true))));
    Variables variables = prepared.variables(raw("w", filter));
    Variable name = new Variable("w", List.of("_or", "0", "name", "eq"));
    Variable stock = new Variable("w", List.of("_or", "1", "stock", "in"));
    Map<String, Value> second = new LinkedHashMap<>();
    second.put("stock", input("in", new Scalars(stock)));
    second.put("available", input("eq", new Flag(true)));
    assertThat(prepared.resolve(variables).selections().getFirst().argument("where"))
        .contains(
            input(
                "_or",
                new ListOf(
                    List.of(input("name", input("eq", new Scalar(name))), new Input(second)))));
    assertThat(variables.bound(name)).isEqualTo("a");
    assertThat(variables.bound(stock)).isEqualTo(List.of("1", "2"));
  }

  @Test
  void theSamePlanServesAllComparedValuesButNotOtherStructure() {
    Prepared prepared = prepared("query($w: ProductFilter) { products(where: $w) { id } }");
    Object a = prepared.planKey(prepared.variables(raw("w", raw("name", raw("eq", "a")))));
    assertThat(prepared.planKey(prepared.variables(raw("w", raw("name", raw("eq", "b"))))))
        .isEqualTo(a)
        .hasSameHashCodeAs(a);
    for (@Nullable Object other :
        Arrays.<@Nullable Object>asList(
            null, raw(), raw("name", raw("contains", "a")), raw("name", raw("eq", null)))) {
      assertThat(prepared.planKey(prepared.variables(raw("w", other)))).isNotEqualTo(a);
    }
    assertThat(prepared.planKey(prepared.variables(raw()))).isNotEqualTo(a);
  }

  @Test
  void anOperationWithComparedVariablesOnlyHasOneKey() {
    Prepared prepared = prepared("query($id: UUID!) { product(id: $id) { id } }");
    Variables one = prepared.variables(raw("id", ID));
    Variables other = prepared.variables(raw("id", ID.replace('6', '7')));
    assertThat(prepared.planKey(one)).isSameAs(prepared.planKey(other));
    assertThat(prepared.resolve(one)).isSameAs(prepared.resolve(other));
    assertThat(one.bound(new Variable("id", List.of()))).isEqualTo(ID);
  }

  @Test
  void numbersOfRowsAreStructureAndAbsentOnesAreLeftOut() {
    String text = "query($n: Int, $o: Int) { products(limit: $n, offset: $o) { id } }";
    assertThat(argument(text, raw("n", 3), "limit")).isEqualTo(new Count(3));
    assertThat(resolved(text, raw()).getFirst().arguments()).isEmpty();
    assertThat(resolved(text, raw("n", null)).getFirst().arguments()).isEmpty();
    assertThat(argument(text, raw("o", 7), "offset"))
        .isEqualTo(new Scalar(new Variable("o", List.of())));
  }

  @Test
  void defaultsOfVariablesArgumentsAndInputFieldsApply() {
    assertThat(argument("{ orders { id } }", Map.of(), "limit")).isEqualTo(new Count(20));
    assertThat(argument("query($n: Int) { orders(limit: $n) { id } }", raw(), "limit"))
        .isEqualTo(new Count(20));
    assertThat(argument("query($n: Int = 7) { orders(limit: $n) { id } }", raw(), "limit"))
        .isEqualTo(new Count(7));
    String range = "{ orders(where: {items: {some: {quantity: {between: {from: 1}}}}}) { id } }";
    Map<String, Value> between = new LinkedHashMap<>();
    between.put("from", constant("1"));
    between.put("to", constant("10"));
    assertThat(argument(range, Map.of(), "where"))
        .isEqualTo(
            input("items", input("some", input("quantity", input("between", new Input(between))))));
    Prepared variable = prepared("query($w: ItemFilter) { orders { items(where: $w) { sku } } }");
    Variables given = variable.variables(raw("w", raw("quantity", raw("between", raw("from", 2)))));
    assertThat(given.bound(new Variable("w", List.of("quantity", "between", "to"))))
        .isEqualTo("10");
  }

  @Test
  void introspectionAloneIsAnsweredAsJson() {
    Prepared prepared = prepared("{ __schema { queryType { name } } t: __typename }");
    assertThat(prepared.introspectionOnly()).isTrue();
    assertThat(prepared.introspect(prepared.variables(Map.of())))
        .isEqualTo("{\"__schema\":{\"queryType\":{\"name\":\"Query\"}},\"t\":\"Query\"}");
  }

  @Test
  void introspectionBesideDataIsASelectionWithItsJson() {
    Prepared prepared =
        prepared(
            "query($n: String!) { products { id } s: __type(name: $n) { ...T } }"
                + " fragment T on __Type { name kind }");
    assertThat(prepared.introspectionOnly()).isFalse();
    assertThat(prepared.hasIntrospection()).isTrue();
    Variables variables = prepared.variables(raw("n", "Product"));
    Selection second = prepared.resolve(variables).selections().getLast();
    assertThat(second.responseKey()).isEqualTo("s");
    assertThat(second.argument(Selection.JSON).orElseThrow())
        .isInstanceOfSatisfying(
            Scalar.class,
            json ->
                assertThat(variables.bound(json.binding()))
                    .isEqualTo("{\"name\":\"Product\",\"kind\":\"OBJECT\"}"));
  }
}
