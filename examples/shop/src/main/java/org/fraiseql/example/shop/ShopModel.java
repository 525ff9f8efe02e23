package org.fraiseql.example.shop;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;

/** The shop's tables, views, commands and rights. */
public final class ShopModel {

  private static final int OLDEST_MAJOR_VERSION = 15;

  static final List<String> FILES =
      List.of(
          "010_roles.sql",
          "020_types.sql",
          "030_tables.sql",
          "040_events.sql",
          "050_rules.sql",
          "060_read_models.sql",
          "070_commands.sql",
          "080_projections.sql",
          "090_contexts.sql",
          "100_tenants.sql",
          "110_rights.sql",
          "120_descriptions.sql");

  private ShopModel() {}

  /**
   * Makes the model in an empty database, wholly or not at all.
   *
   * @param connection of a superuser, or of a database owner who may create roles; left in the
   *     autocommit mode that it came in
   * @throws SQLException if PostgreSQL is older than 15, or with the file and the line that failed
   */
  public static void install(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    if (server.getDatabaseMajorVersion() < OLDEST_MAJOR_VERSION) {
      throw new SQLException(
          "The shop needs PostgreSQL %d or newer; this is %s"
              .formatted(OLDEST_MAJOR_VERSION, server.getDatabaseProductVersion()),
          "0A000");
    }
    Transaction.run(
        connection,
        () -> {
          for (String file : FILES) {
            SqlScript.resource("/shop/" + file).run(connection);
          }
        });
  }
}
