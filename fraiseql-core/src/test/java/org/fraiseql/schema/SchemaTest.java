package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fraiseql.schema.Models.builtIn;
import static org.fraiseql.schema.Models.enumOf;
import static org.fraiseql.schema.Models.field;
import static org.fraiseql.schema.Models.list;
import static org.fraiseql.schema.Models.object;
import static org.fraiseql.schema.Models.view;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.problem.DefinitionProblem;
import org.junit.jupiter.api.Test;

/** What stands behind the names of the schema. */
class SchemaTest {

  private static RootField query(Schema schema, String name) {
    return schema.query(name).orElseThrow();
  }

  @Test
  void fieldsLeadToTheKeysOfTheDocument() {
    ObjectShape item = object("Item", field("line_no", "int4!"));
    Schema schema =
        Schema.of(
            List.of(
                view("v_orders", object(field("id", "uuid!"), list("all_items", item))).build()));
    ObjectType order = query(schema, "orders").type();
    ObjectType.Field items = Objects.requireNonNull(order.fields().get("allItems"));
    assertThat(items.key()).isEqualTo("all_items");
    assertThat(items.type()).isNotNull();
    assertThat(items.filter()).isNotNull();
    assertThat(items.order()).isNotNull();
    assertThat(query(schema, "orders").filter().fields().get("allItems"))
        .isInstanceOf(FilterType.Entry.Items.class);
    assertThat(query(schema, "orders").order().fields()).containsOnlyKeys("id");
  }

  @Test
  void viewsCompareTheDocumentsKeyAndStoredDocumentsTheColumnBesideIt() {
    ObjectShape document = object(field("id", "uuid!"), field("total_price", "numeric"));
    ReadModel computed =
        view("v_carts", document).column("total_price", "numeric").column("owner", "text").build();
    ReadModel stored = view("tv_baskets", document).column("total_price", "numeric").build();
    ReadModel other = view("tv_sacks", document).column("total_price", "float8").build();
    Schema schema = Schema.of(List.of(computed, stored, other));
    assertThat(leaf(schema, "carts", "totalPrice").column()).isFalse();
    assertThat(leaf(schema, "carts", "owner").column()).isTrue();
    assertThat(query(schema, "carts").filter().name()).isEqualTo("CartRowFilter");
    assertThat(leaf(schema, "baskets", "totalPrice").column()).isTrue();
    assertThat(query(schema, "baskets").filter().name()).isEqualTo("BasketFilter");
    assertThat(query(schema, "baskets").order().fields().get("totalPrice"))
        .isEqualTo(new OrderType.Entry.Leaf("total_price", true, builtIn("numeric")));
    assertThat(leaf(schema, "sacks", "totalPrice").column()).as("another type").isFalse();
  }

  private static FilterType.Entry.Leaf leaf(Schema schema, String query, String field) {
    var entry = query(schema, query).filter().fields().get(field);
    assertThat(entry).isInstanceOf(FilterType.Entry.Leaf.class);
    return (FilterType.Entry.Leaf) Objects.requireNonNull(entry);
  }

  @Test
  void thereIsAFieldForOneOnlyWithAnIdAndAConnectionOnlyWhenItIsUnique() {
    Schema schema =
        Schema.of(
            List.of(
                view("v_totals", object(field("total", "int8"))).manyPerId().build(),
                view("v_lines", object(field("id", "jsonb"))).manyPerId().build(),
                view("v_entries", object(field("total", "int8"))).column("id", "int8").build()));
    assertThat(schema.queries())
        .extracting(RootField::name)
        .containsExactlyInAnyOrder("totals", "lines", "entry", "entries", "entriesConnection");
  }

  @Test
  void aDocumentThatIsNotUnderstoodIsServedAsJsonWithItsColumns() {
    Schema schema =
        Schema.of(List.of(view("v_settings", new OpaqueShape("why")).column("id", "int4").build()));
    assertThat(query(schema, "settings").type()).isEqualTo(new ObjectType("JSON", Map.of()));
    assertThat(leaf(schema, "settings", "id").column()).isTrue();
    assertThat(schema.sdl()).contains("setting(id: Int!): JSON\n");
  }

  @Test
  void alikeDocumentsShareATypeAndAreNullWhereOneCanBe() {
    ReadModel own = view("v_orders", object("Order", field("n", "int4!"))).build();
    ReadModel other = view("v_late_orders", object("Order", field("n", "int4"))).build();
    Schema schema = Schema.of(List.of(own, other));
    assertThat(schema.problems()).isEmpty();
    assertThat(query(schema, "orders").type()).isSameAs(query(schema, "lateOrders").type());
    assertThat(schema.sdl()).contains("type Order {\n  n: Int\n}");
  }

  @Test
  void contextsComeInTheOrderThatIsAskedFor() {
    ReadModel first = view("public.v_orders", object("Order", field("n", "int4"))).build();
    ReadModel second = view("sales.v_orders", object("Order", field("m", "int4"))).build();
    Schema usual = Schema.of(List.of(first, second));
    assertThat(query(usual, "orders").model()).isEqualTo(first);
    assertThat(query(usual, "salesOrders").model()).isEqualTo(second);
    Schema asked =
        Schema.of(List.of(first, second), new Schema.Options(List.of("sales", "public"), 20, 50));
    assertThat(query(asked, "orders").model()).isEqualTo(second);
    assertThat(query(asked, "publicOrders").model()).isEqualTo(first);
    assertThat(asked.problems())
        .singleElement()
        .isInstanceOfSatisfying(
            DefinitionProblem.TypeNameTaken.class,
            problem -> assertThat(problem.served()).isEqualTo("PublicOrder"));
    assertThat(asked.sdl()).contains("The largest value is 50. Without it: 20.");
  }

  @Test
  void enumLabelsGoBothWays() {
    PgType status = enumOf("public", "status", "new", "in progress", "IN_PROGRESS");
    PgType plain = enumOf("public", "plain", "a", "b");
    Schema schema =
        Schema.of(
            List.of(
                view(
                        "v_things",
                        object(
                            field("status", status),
                            field("list", Models.array(status)),
                            field("plain", Models.domain("public", "d", plain))))
                    .build()));
    assertThat(schema.graphqlName(status, "in progress")).isEqualTo("IN_PROGRESS_2");
    assertThat(schema.label(status, "IN_PROGRESS_2")).isEqualTo("in progress");
    assertThat(schema.label(Models.array(status), "IN_PROGRESS")).isEqualTo("IN_PROGRESS");
    assertThat(schema.sameNames(status)).isFalse();
    assertThat(schema.sameNames(plain)).isTrue();
    assertThatThrownBy(() -> schema.label(status, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesOfHelperTypesGiveWayToTypesOfDocuments() {
    Schema schema =
        Schema.of(
            List.of(
                view("v_orders", object("Order", field("n", "int4"))).build(),
                view("v_order_filters", object("OrderFilter", field("n", "int4"))).build(),
                view("v_int_operators", object("IntOperators", field("n", "int4"))).build(),
                view("v_order_edges", object("OrderEdge", field("n", "int4"))).build()));
    assertThat(schema.problems()).isEmpty();
    assertThat(schema.sdl())
        .contains("input OrderFilter_2 ", "type OrderFilter ", "type OrderEdge_2 ");
  }

  @Test
  void operandsAreCastWithoutLengthDomainOrNarrowness() {
    assertThat(Operators.operandType(builtIn("int2"))).isEqualTo("int4");
    assertThat(Operators.operandType(builtIn("varchar"))).isEqualTo("text");
    assertThat(Operators.operandType(builtIn("bit"))).isEqualTo("pg_catalog.\"bit\"");
    assertThat(Operators.operandType(enumOf("my app", "st\"x")))
        .isEqualTo("\"my app\".\"st\"\"x\"");
    assertThat(Operators.operandType(Models.domain("public", "d", builtIn("int8"))))
        .isEqualTo("int8");
    assertThat(Operators.symbol(builtIn("text"), "=")).isEqualTo("=");
    assertThat(Operators.symbol(Models.extension("ext", "citext"), "<"))
        .isEqualTo("OPERATOR(\"ext\".<)");
  }
}
