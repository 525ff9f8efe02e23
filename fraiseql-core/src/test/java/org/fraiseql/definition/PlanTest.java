package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.definition.Projection.Member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.ShopDatabase;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statements touch what they need and nothing else, by PostgreSQL's own plan. */
class PlanTest {

  /** What a plan mentions. */
  private record Plan(Set<String> relations, Set<String> nodes, String text) {}

  @Test
  void aFewFieldsOfTheRootReadTheRootAlone() throws Exception {
    try (TestDatabase database = ShopDatabase.create()) {
      assertThat(
              plan(database, "v_order_aggregate", null, "id", "order_number", "total").relations())
          .containsExactly("tb_orders");
      assertThat(plan(database, "v_products", null, "id", "price").relations())
          .containsExactly("tb_products");
      assertThat(plan(database, "v_customer_aggregate", null, "email").relations())
          .containsExactly("tb_customers");
    }
  }

  @Test
  void aSelectedJoinIsReadAndItsNeighboursAreNot() throws Exception {
    try (TestDatabase database = ShopDatabase.create()) {
      assertThat(plan(database, "v_order_aggregate", null, "id", "shipping_address").relations())
          .containsExactly("tb_customer_addresses", "tb_orders");
      assertThat(plan(database, "v_order_aggregate", null, "item_count").relations())
          .contains("tb_order_items", "tb_orders")
          .doesNotContain("tb_customers", "tb_customer_addresses", "tb_categories");
    }
  }

  @Test
  void anAggregateThatIsNotSelectedIsNotComputed() throws Exception {
    try (TestDatabase database = ReferenceDatabase.create()) {
      Plan plan = plan(database, "v_order_aggregate", null, "id", "status");
      assertThat(plan.relations()).containsExactly("tb_orders");
      assertThat(plan.nodes()).doesNotContain("Aggregate");
    }
  }

  @Test
  void aConditionOnANestedDocumentUsesTheIndexOfItsColumn() throws Exception {
    try (TestDatabase database = ShopDatabase.create()) {
      database.execute("ANALYZE");
      Plan plan = plan(database, "v_order_aggregate", lower("customer", "email", "nobody"), "id");
      assertThat(plan.relations()).containsExactly("tb_customers", "tb_orders");
      assertThat(plan.text()).contains("tb_customers_email_key");
    }
  }

  @Test
  void joinsThatCanRemoveOrRepeatRowsStay() throws Exception {
    try (TestDatabase database = TestPostgres.shared().createDatabase()) {
      database.execute(
          """
          CREATE TABLE tb_a (id int PRIMARY KEY, b_id int, c text);
          CREATE TABLE tb_b (id int PRIMARY KEY, name text, once text UNIQUE, part int);
          CREATE UNIQUE INDEX ON tb_b(part) WHERE part > 0;
          CREATE TABLE tb_pairs (x int, y int, PRIMARY KEY (x, y));
          CREATE VIEW v_inner AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a JOIN tb_b b ON b.id = a.b_id;
          CREATE VIEW v_left AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.id = a.b_id AND b.name > 'a';
          CREATE VIEW v_text AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.once = a.c;
          CREATE VIEW v_repeats AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.name = a.c;
          CREATE VIEW v_partial AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.part = a.b_id;
          CREATE VIEW v_less AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.id <= a.b_id;
          CREATE VIEW v_or AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_a a LEFT JOIN tb_b b ON b.id = a.b_id OR b.name = a.c;
          CREATE VIEW v_half_key AS SELECT a.id, jsonb_build_object('id', a.id, 'b', p.y) AS data
            FROM tb_a a LEFT JOIN tb_pairs p ON p.x = a.b_id;
          CREATE VIEW v_one_row AS SELECT a.id, jsonb_build_object('id', a.id, 'n', n.n) AS data
            FROM tb_a a CROSS JOIN LATERAL (SELECT count(*) AS n FROM tb_b b WHERE b.name = a.c) n;
          CREATE VIEW v_no_row AS SELECT a.id, jsonb_build_object('id', a.id, 'n', n.n) AS data
            FROM tb_a a CROSS JOIN LATERAL (SELECT count(*) AS n FROM tb_b b HAVING count(*) > 1) n;
          CREATE VIEW v_right AS SELECT a.id, jsonb_build_object('id', a.id, 'b', b.name) AS data
            FROM tb_b b RIGHT JOIN tb_a a ON b.id = a.b_id\
          """);
      for (String pruned : List.of("v_left", "v_text", "v_one_row")) {
        assertThat(plan(database, pruned, null, "id").relations())
            .as(pruned)
            .containsExactly("tb_a");
      }
      for (String kept :
          List.of(
              "v_inner", "v_repeats", "v_partial", "v_less", "v_or", "v_half_key", "v_no_row")) {
        String sql = sql(database, kept, null, "id");
        assertThat(sql).as(kept).containsAnyOf("tb_b", "tb_pairs");
      }
    }
  }

  private static Predicate lower(String outer, String inner, String value) {
    return new Predicate.Test(List.of(outer, inner), TEXT, "lower({path}) = '" + value + "'");
  }

  private static final org.fraiseql.catalog.PgType TEXT =
      new org.fraiseql.catalog.PgType(
          "pg_catalog",
          "text",
          "text",
          org.fraiseql.catalog.PgType.Kind.BASE,
          null,
          List.of(),
          List.of(),
          false,
          null);

  private static String sql(
      TestDatabase database, String view, @Nullable Predicate where, String... keys)
      throws Exception {
    Reading reading = Reading.of(database);
    ReadModel model = reading.model("public", view);
    Shape.ObjectShape shape = (Shape.ObjectShape) model.document();
    List<Member> members =
        shape.fields().stream()
            .filter(f -> List.of(keys).contains(f.key()))
            .<Member>map(
                f ->
                    new Member.Key(
                        f.key(), f.key(), Projection.whole(f.slot().shape()), f.slot().nullable()))
            .toList();
    Pruner pruner = new Pruner(reading.definitions());
    Demand document = new Demand.Json(new Projection.Members(members));
    List<Pruner.Output> outputs = new java.util.ArrayList<>();
    outputs.add(new Pruner.Output("data", document, "j"));
    String condition = "";
    if (where != null) {
      condition =
          " WHERE "
              + Predicates.write(
                  where,
                  demand -> {
                    outputs.add(new Pruner.Output("data", demand, "x"));
                    return "q.x";
                  });
    }
    RelationName name = new RelationName("public", view);
    return "SELECT q.j FROM (" + pruner.select(name, outputs) + ") q" + condition;
  }

  private static Plan plan(
      TestDatabase database, String view, @Nullable Predicate where, String... keys)
      throws Exception {
    String sql = sql(database, view, where, keys);
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      ResultSet answer = statement.executeQuery("EXPLAIN (FORMAT JSON) " + sql);
      assertThat(answer.next()).isTrue();
      Plan plan = new Plan(new TreeSet<>(), new TreeSet<>(), answer.getString(1));
      collect(new ObjectMapper().readTree(plan.text()), plan);
      return plan;
    }
  }

  private static void collect(JsonNode node, Plan plan) {
    if (node.hasNonNull("Relation Name")) {
      plan.relations().add(node.get("Relation Name").asText());
    }
    if (node.hasNonNull("Node Type")) {
      plan.nodes().add(node.get("Node Type").asText());
    }
    node.forEach(child -> collect(child, plan));
  }
}
