package org.fraiseql.server.migration;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A script of the project's author that PostgreSQL refuses, with everything that helps to put it
 * right. For the author's own eyes: the message is PostgreSQL's. Has no stack trace.
 */
public final class ScriptFailure extends RuntimeException {

  /** As a compiler would show it; several lines, without a line end. */
  private final String text;

  private ScriptFailure(String message, String text) {
    super(message, null, false, false);
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** One that is told in a sentence, such as a file whose name is no migration's. */
  static ScriptFailure of(String message, @Nullable Path file) {
    return new ScriptFailure(
        message, "error: " + message + (file == null ? "" : "\n  --> " + file));
  }

  /**
   * @param script what the file says
   * @param statement the part of it that was sent, as it was sent
   * @param line the statement's first line, counted from 1, in case it is not found in the script
   */
  static ScriptFailure of(
      Path file, String script, String statement, int line, SQLException failure) {
    ServerErrorMessage told = failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    String message =
        told == null || told.getMessage() == null
            ? String.valueOf(failure.getMessage())
            : told.getMessage();
    Excerpt excerpt = Excerpt.of(script, statement, line, told == null ? 0 : told.getPosition());
    StringBuilder text = new StringBuilder("error: ").append(message);
    text.append(" (SQLSTATE ").append(failure.getSQLState()).append(")\n  --> ").append(file);
    text.append(excerpt.place()).append(excerpt.shown());
    if (told != null) {
      further(text, "detail", told.getDetail());
      further(text, "hint", told.getHint());
      further(text, "where", told.getWhere());
    }
    return new ScriptFailure(message, text.toString());
  }

  private static void further(StringBuilder text, String word, @Nullable String sentence) {
    String told = Objects.requireNonNullElse(sentence, "");
    if (!told.isBlank()) {
      text.append("\n  ").append(word).append(": ").append(told.strip().replace("\n", "\n    "));
    }
  }
}
