package org.fraiseql.definition;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.testing.TestDatabase;

/** The definitions of a database, as they are understood. */
record Reading(Catalog catalog, Definitions definitions, List<String> refused) {

  static Reading of(TestDatabase database) throws SQLException {
    try (Connection connection = database.connection()) {
      return of(connection);
    }
  }

  static Reading of(Connection connection) throws SQLException {
    JdbcSession session = new JdbcSession(connection);
    Catalog catalog = CatalogReader.read(session, List.of());
    List<String> refused = new java.util.ArrayList<>();
    Definitions definitions =
        Definitions.of(
            catalog,
            questions -> types(session, catalog, questions, refused),
            name -> CatalogReader.typeNamed(session, catalog, name));
    return new Reading(catalog, definitions, refused);
  }

  private static Map<String, PgType> types(
      JdbcSession session, Catalog catalog, List<String> questions, List<String> refused) {
    try {
      return CatalogReader.typesOf(session, catalog, questions);
    } catch (IllegalStateException e) {
      if (questions.size() == 1) {
        refused.add(e.getCause() + " " + questions.getFirst());
        return Map.of();
      }
    }
    int middle = questions.size() / 2;
    Map<String, PgType> types = new HashMap<>();
    types.putAll(types(session, catalog, questions.subList(0, middle), refused));
    types.putAll(types(session, catalog, questions.subList(middle, questions.size()), refused));
    return types;
  }

  List<ReadModel> models() {
    return definitions.readModels(List.of());
  }

  ReadModel model(String context, String name) {
    return models().stream()
        .filter(m -> m.name().equals(new RelationName(context, name)))
        .findFirst()
        .orElseThrow();
  }
}
