package org.fraiseql.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.schema.Schema;
import org.fraiseql.sql.Binding.Variable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations on a schema as it is built from read models. */
class BuiltSchemaTest {

  private final Documents documents =
      new Documents(Schema.of(List.of(orders())).graphql(), ShopSchema.LIMITS, true);

  private static Field scalar(String key, String type) {
    PgType base =
        new PgType(
            "pg_catalog", type, type, PgType.Kind.BASE, null, List.of(), List.of(), false, null);
    return new Field(key, new Slot(new ScalarShape(base), false), null);
  }

  static ReadModel orders() {
    ObjectShape item = new ObjectShape(null, null, List.of(scalar("sku", "text")));
    ListShape items = new ListShape(new Slot(item, false));
    ObjectShape order =
        new ObjectShape(
            "Order",
            null,
            List.of(
                scalar("id", "uuid"),
                scalar("total", "numeric"),
                scalar("number", "int8"),
                scalar("placed_at", "timestamptz"),
                scalar("details", "jsonb"),
                new Field("items", new Slot(items, false), null)));
    return new ReadModel(
        new RelationName("public", "v_orders"), ReadModel.Kind.VIEW, List.of(), null, order, true);
  }

  private @Nullable Object bound(String filter, Object value) {
    Prepared prepared =
        documents
            .parse("query($w: OrderFilter) { orders(where: $w, limit: 2) { id items { sku } } }")
            .operation(null);
    Variables variables = prepared.variables(Map.of("w", Map.of(filter, Map.of("eq", value))));
    assertThat(prepared.resolve(variables).selections()).hasSize(1);
    return variables.bound(new Variable("w", List.of(filter, "eq")));
  }

  @Test
  void scalarsBecomeTheTextThatPostgresReads() {
    assertThat(bound("number", "9007199254740993")).isEqualTo("9007199254740993");
    assertThat(bound("total", new BigDecimal("12.3400"))).isEqualTo("12.3400");
    assertThat(bound("id", "6F1C0F5E-2F8E-4C7C-9A59-0D6C3C1C7D11"))
        .asString()
        .isEqualToIgnoringCase("6f1c0f5e-2f8e-4c7c-9a59-0d6c3c1c7d11");
  }

  @Test
  void whatIsNoSuchScalarIsRefusedWithTheReasonOfTheSchema() {
    assertThatThrownBy(() -> bound("placedAt", "yesterday"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(Rendered.of(e.problems()))
                    .startsWith(
                        "error[FQ-120]: $w.placedAt.eq must be of type DateTime, but is"
                            + " \"yesterday\"."));
  }

  @Test
  void aSortKeyIsOneFieldOfItsObject() {
    assertThatThrownBy(() -> documents.parse("{ orders(orderBy: {id: ASC, total: DESC}) { id } }"))
        .hasMessageContaining("exactly one field of");
  }

  @Test
  void pagesOfConnectionsAndNestedListsAreCounted() {
    Prepared prepared =
        documents
            .parse("{ ordersConnection(first: 3) { edges { node { items(limit: 4) { sku } } } } }")
            .operation(null);
    Selection connection = prepared.resolve(prepared.variables(Map.of())).selections().getFirst();
    assertThat(connection.argument("first")).contains(new Value.Count(3));
    assertThatThrownBy(
            () ->
                documents.parse(
                    "{ ordersConnection(first: 900) { edges { node { items(limit: 9) { sku } } } } }"))
        .hasMessageContaining("8100 values");
  }
}
