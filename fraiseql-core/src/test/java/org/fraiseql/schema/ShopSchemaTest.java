package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fraiseql.ShopDatabase;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.database.Database;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.definition.Definitions;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The schema of the shop as it is read from PostgreSQL. */
class ShopSchemaTest {

  @Test
  void theShopGetsTheSchemaThatItsViewsSay() throws Exception {
    Schema schema = Schema.of(shop());
    assertThat(schema.problems()).isEmpty();
    SchemaGoldenTest.compare(
        Path.of("src/test/resources/golden/schema/shop-database.graphqls"), schema.sdl());
  }

  private static List<ReadModel> shop() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestDatabase shop = ShopDatabase.create();
        Database database = Database.open(vertx, DatabaseOptions.of(shop.uri()))) {
      return database.inspect(
          session -> {
            Catalog catalog = CatalogReader.read(session, List.of());
            return Definitions.of(
                    catalog,
                    asked -> CatalogReader.typesOf(session, catalog, asked),
                    name -> CatalogReader.typeNamed(session, catalog, name))
                .readModels(List.of());
          });
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
