package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.schema.Models.array;
import static org.fraiseql.schema.Models.builtIn;
import static org.fraiseql.schema.Models.described;
import static org.fraiseql.schema.Models.domain;
import static org.fraiseql.schema.Models.enumOf;
import static org.fraiseql.schema.Models.extension;
import static org.fraiseql.schema.Models.field;
import static org.fraiseql.schema.Models.list;
import static org.fraiseql.schema.Models.object;
import static org.fraiseql.schema.Models.opaque;
import static org.fraiseql.schema.Models.range;
import static org.fraiseql.schema.Models.view;

import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.introspection.IntrospectionQuery;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole schemas; {@code -Dgolden.update=true} writes the files anew. */
class SchemaGoldenTest {

  private record Case(String name, List<ReadModel> models) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case("shop", shop()),
        new Case("types", types()),
        new Case("names", names()),
        new Case("conflicts", conflicts()),
        new Case("comments", comments()),
        new Case("empty", List.of()));
  }

  private static List<ReadModel> shop() {
    List<ReadModel> products = products();
    return Stream.of(products, orders(products.getFirst())).flatMap(List::stream).toList();
  }

  private static List<ReadModel> products() {
    ReadModel category =
        view("v_categories", object("Category", field("id", "uuid!"), field("name", "text!")))
            .column("id", "uuid")
            .column("name", "text")
            .build();
    ReadModel inventory =
        view(
                "v_inventory",
                object("Inventory", field("product_id", "uuid!"), field("in_stock", "int8!")))
            .column("product_id", "uuid")
            .manyPerId()
            .build();
    ReadModel productsV2 =
        view(
                "v_products_v2",
                object(
                    "Product",
                    field("id", "uuid!"),
                    field("sku", "varchar!"),
                    field("base_price", "numeric!"),
                    field("status", enumOf("public", "product_status", "active", "sold out")),
                    field("category", Models.of(category), true),
                    field(
                        "inventory",
                        object(
                            "Inventory", field("product_id", "uuid!"), field("in_stock", "int8")),
                        false)))
            .column("id", "uuid")
            .column("base_price", "numeric")
            .column("category_id", "uuid")
            .build();
    ReadModel products =
        view("v_products", Models.of(productsV2))
            .column("id", "uuid")
            .column("name", "text")
            .build();
    ReadModel productsV1 =
        view("v_products_v1", object("Product", field("id", "uuid!"), field("price", "numeric")))
            .column("id", "uuid")
            .comment("DEPRECATED: Use v_products (v2). Will be removed in next major version.")
            .build();
    return List.of(products, productsV1, productsV2, category, inventory);
  }

  private static List<ReadModel> orders(ReadModel products) {
    ReadModel items =
        view(
                "v_order_items",
                object(
                    "OrderItem",
                    field("id", "uuid!"),
                    field("product", Models.of(products), true),
                    field("quantity", "int4!")))
            .column("id", "uuid")
            .column("order_id", "uuid")
            .build();
    ReadModel orders =
        view(
                "v_order_aggregate",
                object(
                    "OrderAggregate",
                    field("id", "uuid!"),
                    list("items", Models.of(items)),
                    field("ship_to", object(field("city", "text")), true),
                    field("created_at", "timestamptz!")))
            .column("id", "uuid")
            .column("order_date", "date")
            .build();
    ReadModel search =
        view(
                "tv_order_search_projection",
                object(
                    "OrderSearchResult",
                    field("id", "uuid!"),
                    field("status", "text"),
                    field("total", "numeric")))
            .column("id", "uuid")
            .column("status", "text")
            .column("total", "int4")
            .column("search_vector", "tsvector")
            .build();
    return List.of(items, orders, search);
  }

  private static List<ReadModel> types() {
    ReadModel everything =
        view(
                "v_everything",
                object(
                    field("id", "int8!"),
                    field("flag", "bool"),
                    field("small", "int2"),
                    field("whole", "int4"),
                    field("exact", "numeric"),
                    field("single", "float4"),
                    field("double", "float8"),
                    field("words", "text"),
                    field("folded", extension("public", "citext")),
                    field("moment", "timestamptz"),
                    field("local_moment", "timestamp"),
                    field("day", "date"),
                    field("clock", "time"),
                    field("zone_clock", "timetz"),
                    field("span", "interval"),
                    field("document", "jsonb"),
                    field("old_document", "json"),
                    field("raw", "bytea"),
                    field("address", "inet"),
                    field("network", "cidr"),
                    field("path", extension("trees", "ltree")),
                    field("price", "money"),
                    field("markup", "xml"),
                    field("place", "point"),
                    field("period", range("tstzrange", "timestamptz")),
                    field("words_list", array(builtIn("varchar"))),
                    field("documents", array(builtIn("jsonb"))),
                    field("positive", domain("public", "positive", builtIn("int4"))),
                    field(
                        "mood", enumOf("public", "mood", "so-so", "in progress", "happy", "true")),
                    field(
                        "moods",
                        array(enumOf("public", "mood", "so-so", "in progress", "happy", "true"))),
                    field("attributes", extension("public", "hstore")),
                    field("vector", extension("public", "vector")),
                    list("names", new ScalarShape(builtIn("text"))),
                    opaque("computed")))
            .build();
    ReadModel whole =
        view("v_settings", new OpaqueShape("a function makes it"))
            .column("id", "int4")
            .column("area", "text")
            .build();
    return List.of(everything, whole);
  }

  private static List<ReadModel> names() {
    return List.of(
        view(
                "v_odd_keys",
                object(
                    field("id", "int4"),
                    field("line_1", "text"),
                    field("line1", "text"),
                    field("line_2_text", "text"),
                    field("a__b", "text"),
                    field("_private_key", "text"),
                    field("__meta", "text"),
                    field("type_", "text"),
                    field("ID", "text"),
                    field("URL_path", "text"),
                    field("alreadyCamel", "text"),
                    field("already_camel", "text"),
                    field("in stock", "text"),
                    field("1st", "text"),
                    field("größe", "text"),
                    field("_and", "text")))
            .build(),
        view("v_people", object(field("name", "text"))).build(),
        view("v_product_analytics", object(field("name", "text"))).build(),
        view("mv_customer_360", object("Customer360", field("id", "uuid"))).build(),
        view("v_addresses_v2", object(field("id", "uuid"), field("city", "text"))).build());
  }

  private static List<ReadModel> conflicts() {
    ReadModel withFulfillment =
        view("v_order_with_fulfillment", object("Order", field("id", "uuid!"), field("n", "int4!")))
            .build();
    return List.of(
        withFulfillment,
        view("v_orders", object("Order", field("id", "uuid!"), field("n", "int4"))).build(),
        view("v_order_totals", object("Order", field("total", "numeric"))).build(),
        view("sales.v_orders", object("Order", field("total", "int4"))).build(),
        view("billing.v_orders", object("Order", field("id", "uuid!"), field("n", "int4"))).build(),
        view("v_dates", object(field("day", "date"))).build(),
        view(
                "v_carts",
                object(
                    field("id", "uuid!"),
                    field("same", object("Order", field("id", "uuid"), field("n", "int4")), true),
                    field("other", object("Order", field("x", "text")), true),
                    field("note", object("Note", field("x", "text")), true),
                    field("remark", object("Note", field("x", "text!")), false),
                    field("letter", object("Note", field("y", "text")), true),
                    field("nothing", object(), true)))
            .build(),
        view(
                "v_statuses",
                object(
                    field("value", enumOf("public", "status", "on")),
                    field("color", enumOf("public", "cart_note", "red")),
                    field("color2", enumOf("sales", "cart_note", "blue"))))
            .build());
  }

  private static List<ReadModel> comments() {
    return List.of(
        view(
                "v_things",
                object(
                    field("id", "uuid!"),
                    described(field("name", "text"), "What it is called."),
                    described(
                        field("old_name", "text"), "What it was called.\n@deprecated Use name."),
                    described(field("secret", "text"), "@omit"),
                    described(field("odd", "text"), "Odd.\n@depricated yes\n@name Other")))
            .column("internal", "text")
            .comment(
                "Things that we sell.\nIn all sizes.\n@name Article\n@mirrors v_x\n  and more\n@unknown")
            .build(),
        view("v_hidden", object(field("id", "uuid"))).comment("@omit").build(),
        view("v_wrong", object(field("id", "uuid"))).comment("@name 1st").build(),
        view("v_gone", object(field("id", "uuid"))).comment("DEPRECATED").build());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void makesTheSameSchemaAsBefore(Case expected) throws IOException {
    Schema schema = Schema.of(expected.models());
    String problems =
        schema.problems().stream()
            .map(
                p ->
                    "# error["
                        + p.code()
                        + "]: "
                        + p.message()
                        + "\n#   --> "
                        + p.place()
                        + "\n#   help: "
                        + p.help()
                        + "\n")
            .collect(Collectors.joining());
    compare(
        Path.of("src/test/resources/golden/schema", expected.name() + ".graphqls"),
        problems.isEmpty() ? schema.sdl() : problems + "\n" + schema.sdl());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesSdlThatParsesToTheSameTypes(Case expected) {
    Schema schema = Schema.of(expected.models());
    TypeDefinitionRegistry parsed = new SchemaParser().parse(schema.sdl());
    for (var type : schema.graphql().getAllTypesAsList()) {
      if (!type.getName().startsWith("__")
          && !ScalarInfo.isGraphqlSpecifiedScalar(type.getName())) {
        assertThat(parsed.getTypeOrNull(type.getName())).as(type.getName()).isNotNull();
      }
    }
    var rebuilt = new SchemaGenerator().makeExecutableSchema(parsed, RuntimeWiring.MOCKED_WIRING);
    assertThat(rebuilt.getQueryType().getFieldDefinitions())
        .hasSameSizeAs(schema.graphql().getQueryType().getFieldDefinitions());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersIntrospection(Case expected) {
    GraphQL graphql = GraphQL.newGraphQL(Schema.of(expected.models()).graphql()).build();
    ExecutionResult result = graphql.execute(IntrospectionQuery.INTROSPECTION_QUERY);
    assertThat(result.getErrors()).isEmpty();
  }

  @Test
  void doesNotDependOnTheOrderOfReadModels() {
    for (Case some : cases().toList()) {
      Schema schema = Schema.of(some.models());
      Schema reversed = Schema.of(some.models().reversed());
      assertThat(reversed.sdl()).isEqualTo(schema.sdl());
      assertThat(reversed.problems()).containsExactlyInAnyOrderElementsOf(schema.problems());
    }
  }

  static void compare(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).as("run with -Dgolden.update=true to write it").exists();
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
