package org.fraiseql;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The schema {@code fraiseql} as {@code fraiseql migrate} leaves it. */
public final class MigrationScripts {

  private MigrationScripts() {}

  /**
   * Runs all scripts.
   *
   * @param roles that get the rights of the API; they must exist
   */
  public static void install(Connection connection, String... roles) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String script : inOrder()) {
        statement.execute(script);
      }
    }
    try (PreparedStatement grant =
        connection.prepareStatement("SELECT fraiseql.fn_grant_api_rights(?)")) {
      for (String role : roles) {
        grant.setString(1, role);
        grant.execute();
      }
    }
  }

  private static List<String> inOrder() {
    try {
      URI folder = Settings.class.getResource("/org/fraiseql/migration").toURI();
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        return files
            .sorted(Comparator.comparingInt(MigrationScripts::version))
            .map(MigrationScripts::text)
            .toList();
      }
    } catch (Exception e) {
      throw new IllegalStateException("No migration scripts", e);
    }
  }

  private static int version(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
