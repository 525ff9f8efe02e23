package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fraiseql.ShopDatabase;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** The schema of the shop as it is read from PostgreSQL. */
class ShopSchemaTest {

  @Test
  void theShopGetsTheSchemaThatItsViewsSay() throws Exception {
    Schema schema = shop();
    assertThat(schema.problems()).isEmpty();
    SchemaGoldenTest.compare(
        Path.of("src/test/resources/golden/schema/shop-database.graphqls"), schema.sdl());
  }

  private static Schema shop() throws Exception {
    try (TestDatabase shop = ShopDatabase.create()) {
      return SchemaReader.read(shop, Schema.Options.DEFAULT);
    }
  }
}
