package org.fraiseql.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A file of plain SQL, without psql's backslash commands, run statement by statement so that an
 * error names its line.
 */
record SqlText(String name, String text) {

  /** What may stand before a statement, and is nobody's mistake. */
  private static final Pattern SKIPPED =
      Pattern.compile("\\s+|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  static SqlText of(SqlLocation.Found file) {
    return new SqlText(file.name(), new String(file.content(), StandardCharsets.UTF_8));
  }

  /**
   * @throws SetupFailure that names the line
   */
  void run(Connection connection) throws SQLException {
    int from = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (NativeQuery piece : Parser.parseJdbcSql(text, true, false, true, false, false)) {
        int found = text.indexOf(piece.nativeSql, from);
        int at = found < 0 ? from : found;
        try {
          statement.execute(piece.nativeSql);
        } catch (SQLException e) {
          throw failure(name, 1 + lines(text.substring(0, at)), piece.nativeSql, e);
        }
        from = at + (found < 0 ? 0 : piece.nativeSql.length());
      }
    }
  }

  /**
   * @param line of the file on which the statement begins
   */
  static SetupFailure failure(String file, int line, String statement, SQLException refusal) {
    ServerErrorMessage server =
        refusal instanceof PSQLException e ? e.getServerErrorMessage() : null;
    int within = server == null ? 0 : Math.max(0, server.getPosition() - 1);
    String before = statement.substring(0, Math.min(within, statement.length()));
    if (within == 0) {
      before = statement.substring(0, firstWord(statement));
    }
    return new SetupFailure(
        "PostgreSQL refuses %s:%d: %s".formatted(file, line + lines(before), said(refusal, server)),
        refusal);
  }

  private static int firstWord(String statement) {
    Matcher skipped = SKIPPED.matcher(statement);
    int at = 0;
    while (skipped.region(at, statement.length()).lookingAt()) {
      at = skipped.end();
    }
    return at;
  }

  private static String said(SQLException refusal, @Nullable ServerErrorMessage server) {
    if (server == null) {
      return Objects.toString(refusal.getMessage(), refusal.toString());
    }
    String detail = server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
    return server.getMessage() + detail;
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }
}
