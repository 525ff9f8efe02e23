package org.fraiseql.server.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** A file of SQL that fills a database. */
public final class Seed {

  private Seed() {}

  /**
   * Runs the whole file in one transaction. Blocks.
   *
   * @throws ScriptFailure if it cannot be read or PostgreSQL refuses it; then nothing is changed
   */
  public static void run(PGSimpleDataSource database, Path file) {
    String script;
    try {
      script = Files.readString(file);
    } catch (IOException e) {
      throw ScriptFailure.of("the seed cannot be read", file);
    }
    // Sent as it is: PostgreSQL's positions are then those in the file.
    database.setPreferQueryMode(PreferQueryMode.SIMPLE);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw ScriptFailure.of(file, script, script, 1, e);
    }
  }
}
