package org.fraiseql.schema;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.database.Database;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.definition.Definitions;
import org.fraiseql.testing.TestDatabase;

/** Reads the schema of a database, commands included. */
final class SchemaReader {

  private SchemaReader() {}

  static Schema read(TestDatabase source, Schema.Options options) throws Exception {
    return read(source, Declarations.NONE, options);
  }

  static Schema read(TestDatabase source, Declarations declared, Schema.Options options)
      throws Exception {
    return read(
        source,
        (definitions, catalog) ->
            Schema.of(
                definitions.readModels(options.contexts()),
                catalog,
                definitions::declared,
                declared,
                options));
  }

  /** The schema of the read models alone. */
  static Schema readWithoutCommands(TestDatabase source) throws Exception {
    return read(source, (definitions, _) -> Schema.of(definitions.readModels(List.of())));
  }

  private static Schema read(TestDatabase source, BiFunction<Definitions, Catalog, Schema> made)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Database database = Database.open(vertx, DatabaseOptions.of(source.uri()))) {
      return database.inspect(
          session -> {
            Catalog catalog = CatalogReader.read(session, List.of());
            Definitions definitions =
                Definitions.of(
                    catalog,
                    asked -> CatalogReader.typesOf(session, catalog, asked),
                    name -> CatalogReader.typeNamed(session, catalog, name));
            return made.apply(definitions, catalog);
          });
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }
  }
}
