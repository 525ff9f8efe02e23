package org.fraiseql.schema;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.database.Database;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.definition.Definitions;
import org.fraiseql.testing.TestDatabase;

/** Reads the schema of a database, commands included. */
final class SchemaReader {

  private SchemaReader() {}

  static Schema read(TestDatabase source, Schema.Options options) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Database database = Database.open(vertx, DatabaseOptions.of(source.uri()))) {
      return database.inspect(
          session -> {
            Catalog catalog = CatalogReader.read(session, java.util.List.of());
            Definitions definitions =
                Definitions.of(
                    catalog,
                    asked -> CatalogReader.typesOf(session, catalog, asked),
                    name -> CatalogReader.typeNamed(session, catalog, name));
            return Schema.of(
                definitions.readModels(options.contexts()),
                catalog,
                definitions::declared,
                options);
          });
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }
  }
}
