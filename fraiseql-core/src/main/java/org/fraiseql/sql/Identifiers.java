package org.fraiseql.sql;

/** Quoting of names and literals for SQL text. */
public final class Identifiers {

  private Identifiers() {}

  /** The name in double quotes, usable wherever PostgreSQL takes an identifier. */
  public static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /**
   * The text as a string constant that reads the same whatever {@code standard_conforming_strings}
   * says.
   */
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return text.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
