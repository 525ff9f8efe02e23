package org.fraiseql.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.fraiseql.database.DatabaseUri;
import org.fraiseql.testing.TestDatabase;

/** Asks a database beside the program. */
final class Rows {

  private Rows() {}

  /** The same database for JDBC. */
  static String jdbc(String uri) {
    DatabaseUri parts = DatabaseUri.parse(uri, null);
    return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
        .formatted(parts.host(), parts.port(), parts.database(), parts.user(), parts.password());
  }

  /** The first column of the first row. */
  static String first(TestDatabase database, String query) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }
}
