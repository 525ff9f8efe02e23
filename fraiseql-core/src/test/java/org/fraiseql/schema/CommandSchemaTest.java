package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.GraphQL;
import graphql.introspection.IntrospectionQuery;
import graphql.schema.idl.SchemaParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Attribute;
import org.fraiseql.catalog.Routine;
import org.fraiseql.database.Isolation;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.definition.Shape;
import org.fraiseql.problem.RoutineProblem;
import org.fraiseql.schema.CommandField.Aggregate;
import org.fraiseql.schema.CommandField.Input;
import org.fraiseql.schema.CommandField.Success.Payload;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands behind the fields of the mutation type. */
class CommandSchemaTest {

  private static final String SALES =
      """
      CREATE SCHEMA sales;
      CREATE SCHEMA fraiseql;
      CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
      CREATE TYPE mood AS ENUM ('good', 'not so good');
      CREATE VIEW sales.v_orders AS SELECT 1 AS id, jsonb_build_object('__typename', 'Order', 'id', 1) AS data;
      CREATE TYPE sales.item AS (sku text, moods mood[]);
      CREATE TYPE sales.order_input AS (order_id uuid, items sales.item[]);
      CREATE FUNCTION sales.fn_order(jsonb) RETURNS mutation_result LANGUAGE sql AS 'SELECT NULL::mutation_result';
      COMMENT ON FUNCTION sales.fn_order(jsonb) IS '@returns v_orders as bought
      @data {order_number: text!, lines: [{line_no: int!}!]!}
      @aggregate Order order_id
      @isolation Repeatable Read
      @error out-of-stock Nothing is left.
      @error OUT_OF_STOCK Nearly nothing is left.';
      CREATE FUNCTION fn_order(jsonb) RETURNS mutation_result LANGUAGE sql AS 'SELECT NULL::mutation_result';
      CREATE FUNCTION fraiseql.fn_lock_aggregate(text, uuid) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
      """;

  private static CommandField command(Schema schema, String name) {
    return schema.command(name).orElseThrow();
  }

  private static Schema sales(String more, Schema.Options options) throws Exception {
    try (TestDatabase database =
        TestPostgres.shared().createDatabase().execute(SALES).execute(more)) {
      return SchemaReader.read(database, options);
    }
  }

  @Test
  void aCommandHasAllThatItsRoutineDeclares() throws Exception {
    Schema schema = sales("", Schema.Options.DEFAULT);
    CommandField order = command(schema, "salesOrder");
    assertThat(order.routine().signature()).isEqualTo("sales.fn_order(jsonb)");
    assertThat(order.resultType()).isEqualTo("SalesOrderResult");
    assertThat(order.isolation()).isEqualTo(Isolation.REPEATABLE_READ);
    assertThat(order.failure().codes())
        .containsExactly(
            Map.entry("out-of-stock", "OUT_OF_STOCK_2"), Map.entry("OUT_OF_STOCK", "OUT_OF_STOCK"));
    assertThat(order.success().payload())
        .extracting(Payload::field, p -> p.model().name())
        .containsExactly("bought", "order");
    ObjectType data = order.success().data();
    assertThat(data.fields()).containsOnlyKeys("orderNumber", "lines");
    assertThat(data.fields().get("orderNumber"))
        .extracting(ObjectType.Field::key, field -> field.slot().nullable())
        .containsExactly("order_number", false);
    assertThat(data.fields().get("lines"))
        .extracting(ObjectType.Field::type)
        .extracting(ObjectType::name)
        .isEqualTo("SalesOrderSuccessLine");
  }

  @Test
  void theInputLeadsToTheKeysAndTypesOfTheRoutine() throws Exception {
    Schema schema = sales("", Schema.Options.DEFAULT);
    Input input = Objects.requireNonNull(command(schema, "salesOrder").input());
    Input item = Objects.requireNonNull(field(input, "items").object());
    assertThat(item.fields()).containsOnlyKeys("sku", "moods");
    Input.Field moods = field(item, "moods");
    assertThat(schema.label(moods.type(), "NOT_SO_GOOD")).isEqualTo("not so good");
    assertThat(command(schema, "order").input()).isNull();
  }

  private static Input.Field field(Input input, String name) {
    return Objects.requireNonNull(input.fields().get(name));
  }

  @Test
  void theLockBesideTheRoutineGoesBeforeOthers() throws Exception {
    String lock =
        "CREATE FUNCTION %s.fn_lock_aggregate(text, uuid) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';";
    assertThat(lockOf(sales("", Schema.Options.DEFAULT))).isEqualTo("fraiseql");
    assertThat(lockOf(sales(lock.formatted("public"), Schema.Options.DEFAULT))).isEqualTo("public");
    String all = lock.formatted("public") + lock.formatted("sales");
    assertThat(lockOf(sales(all, Schema.Options.DEFAULT))).isEqualTo("sales");
  }

  private static @Nullable String lockOf(Schema schema) {
    Aggregate aggregate = command(schema, "salesOrder").aggregate();
    return aggregate == null ? null : aggregate.lock().context();
  }

  @Test
  void onlyTheContextsThatAreAskedForAreServed() throws Exception {
    Schema only = sales("", new Schema.Options(List.of("sales"), 10, 10));
    assertThat(only.commands()).extracting(CommandField::name).containsExactly("order");
    assertThat(lockOf(sales("", Schema.Options.DEFAULT))).as("others still lock").isNotNull();
    assertThat(command(only, "order").aggregate()).isNotNull();
    Schema first = sales("", new Schema.Options(List.of("sales", "public"), 10, 10));
    assertThat(first.commands())
        .extracting(CommandField::name)
        .containsExactly("order", "publicOrder");
  }

  @Test
  void theFixForAMissingLockCanBeRunAndIsAllThatIsMissing() throws Exception {
    String setUp =
        """
        CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
        CREATE TYPE order_input AS (id uuid);
        CREATE FUNCTION fn_order(jsonb) RETURNS mutation_result LANGUAGE sql AS 'SELECT NULL::mutation_result';
        COMMENT ON FUNCTION fn_order(jsonb) IS '@aggregate Order id';
        """;
    try (TestDatabase database = TestPostgres.shared().createDatabase().execute(setUp)) {
      Schema without = SchemaReader.read(database, Schema.Options.DEFAULT);
      assertThat(command(without, "order").aggregate()).isNull();
      assertThat(without.problems()).singleElement().isInstanceOf(RoutineProblem.NoLock.class);
      database.execute(String.valueOf(without.problems().getFirst().fix()));
      database.execute("SELECT fn_lock_aggregate('Order', gen_random_uuid())");
      Schema with = SchemaReader.read(database, Schema.Options.DEFAULT);
      assertThat(with.problems()).isEmpty();
      assertThat(command(with, "order").aggregate()).isNotNull();
    }
  }

  @Test
  void aSchemaWithCommandsParsesAndAnswersIntrospection() throws Exception {
    Schema schema = sales("", Schema.Options.DEFAULT);
    assertThat(new SchemaParser().parse(schema.sdl()).getTypeOrNull("Mutation")).isNotNull();
    var answer =
        GraphQL.newGraphQL(schema.graphql())
            .build()
            .execute(IntrospectionQuery.INTROSPECTION_QUERY);
    assertThat(answer.getErrors()).isEmpty();
  }

  @Test
  void namesInSnakeCaseNeverMeet() {
    Random random = new Random(7);
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < 2_000) {
      StringBuilder name = new StringBuilder("fn_");
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        name.append("ab1_".charAt(random.nextInt(4)));
      }
      // "__" at the start is GraphQL's own, and a digit there gets an underscore before it.
      if (name.substring(3).matches("_?[ab].*")) {
        names.add(name.toString());
      }
    }
    List<Routine> routines = new ArrayList<>();
    names.forEach(name -> routines.add(routine(name)));
    Catalog catalog = new Catalog(Map.of(), Map.of(), Set.of(), Set.of(), routines, List.of());
    Schema schema =
        Schema.of(
            List.of(),
            catalog,
            _ -> new Shape.OpaqueShape("nothing"),
            Declarations.NONE,
            Schema.Options.DEFAULT);
    Set<String> lost = new LinkedHashSet<>(names);
    schema.commands().forEach(command -> lost.remove(command.routine().name()));
    assertThat(lost).isEmpty();
  }

  private static Routine routine(String name) {
    PgType jsonb = Models.builtIn("jsonb");
    List<Attribute> columns =
        List.of(
            new Attribute("success", Models.builtIn("bool"), null),
            new Attribute("message", Models.builtIn("text"), null),
            new Attribute("data", jsonb, null));
    return new Routine(
        1,
        "public",
        name,
        List.of(new Routine.Parameter("", jsonb, false)),
        new Routine.Result(null, true, columns),
        "sql",
        "",
        false,
        true,
        false,
        null);
  }
}
