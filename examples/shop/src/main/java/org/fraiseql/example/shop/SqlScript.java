package org.fraiseql.example.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A file of SQL, run statement by statement so that an error names its line. Immutable.
 *
 * <p>Plain SQL only: neither psql's backslash commands nor function bodies of the form BEGIN
 * ATOMIC.
 */
public final class SqlScript {

  /** What is done with the rows that a statement answers. */
  @FunctionalInterface
  public interface Rows {
    void read(ResultSet rows) throws SQLException;
  }

  private final String name;
  private final List<SqlPiece> pieces;

  private SqlScript(String name, String text) {
    this.name = name;
    this.pieces = SqlPiece.split(text);
  }

  /**
   * A script under its name, which error messages show.
   *
   * @throws IllegalArgumentException if a quotation or a comment has no end
   */
  public static SqlScript of(String name, String text) {
    return new SqlScript(name, text);
  }

  /**
   * A resource of the class path.
   *
   * @param path from the root, such as {@code /shop/010_roles.sql}
   * @throws IllegalArgumentException if there is none, or a quotation or a comment has no end
   */
  public static SqlScript resource(String path) {
    try (InputStream in = SqlScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("No resource " + path);
      }
      return new SqlScript(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  List<SqlPiece> pieces() {
    return pieces;
  }

  /**
   * Runs all statements in the connection's present transaction, or one by one in autocommit.
   *
   * @throws SQLException with the SQLSTATE of the failed statement, its place and PostgreSQL's text
   */
  public void run(Connection connection) throws SQLException {
    run(connection, _ -> {});
  }

  /** The same, with the rows of every statement that answers any. */
  public void run(Connection connection, Rows rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (SqlPiece piece : pieces) {
        runPiece(statement, piece, rows);
      }
    }
  }

  private void runPiece(Statement statement, SqlPiece piece, Rows rows) throws SQLException {
    try {
      if (statement.execute(piece.sql())) {
        try (ResultSet result = statement.getResultSet()) {
          rows.read(result);
        }
      }
    } catch (SQLException e) {
      throw new SQLException(
          name + ":" + piece.line() + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
    }
  }
}
