package org.fraiseql.testing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the settings of a session are in a database before anybody changes them. Immutable. */
final class SessionSettings {

  /** The application's name concerns no statement, and pools set it on purpose. */
  private static final String QUERY =
      """
      SELECT name, setting FROM pg_settings WHERE source = 'session' AND name <> 'application_name'
      UNION ALL SELECT 'role', nullif(current_setting('role'), 'none')
      UNION ALL SELECT name, current_setting(name, true) FROM unnest(?) AS names (name)
      """;

  private final Set<String> names;
  private final Map<String, String> fresh;

  private SessionSettings(Set<String> names, Map<String, String> fresh) {
    this.names = names;
    this.fresh = fresh;
  }

  /**
   * @param further names, besides those that the database has in its definitions
   */
  static SessionSettings of(TestDatabase database, Collection<String> further) {
    try (Connection connection = database.connection()) {
      Set<String> names = new TreeSet<>(further);
      names.addAll(SettingNames.of(connection));
      return new SessionSettings(names, read(connection, names));
    } catch (SQLException e) {
      throw new IllegalStateException("The settings of " + database.name() + " are not seen", e);
    }
  }

  Set<String> names() {
    return names;
  }

  /**
   * What a connection without a transaction has and a new one has not.
   *
   * @param holder for the message
   */
  List<Leak> leftOn(Connection connection, String holder) throws SQLException {
    List<Leak> found = new ArrayList<>();
    read(connection, names)
        .forEach(
            (name, value) -> {
              if (!value.equals(fresh.getOrDefault(name, ""))) {
                found.add(new Leak.LeftOverSetting(holder, name, value));
              }
            });
    return found;
  }

  private static Map<String, String> read(Connection connection, Set<String> names)
      throws SQLException {
    Map<String, String> found = new TreeMap<>();
    Array array = connection.createArrayOf("text", names.toArray());
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          // A setting that was local once stays as an empty text.
          found.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
        }
      }
    } finally {
      array.free();
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    return found;
  }
}
