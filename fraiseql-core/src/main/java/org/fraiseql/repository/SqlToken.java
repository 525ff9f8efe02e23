package org.fraiseql.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of an SQL statement's text, so that what stands in strings, quoted names and comments is
 * not taken for SQL. All pieces together are the text.
 */
record SqlToken(Kind kind, String text) {

  /** As far as it matters here. */
  enum Kind {
    /** {@code $1}. */
    PARAMETER,
    WORD,
    /** A string, a quoted name, a comment or white space. */
    OPAQUE,
    SYMBOL
  }

  private static final Pattern PIECE =
      Pattern.compile(
          "(?<parameter>\\$\\d+)"
              + "|(?<dollar>\\$(?<tag>[A-Za-z_\\x{80}-\\x{10ffff}][\\w\\x{80}-\\x{10ffff}]*|)\\$"
              + "[\\s\\S]*?\\$\\k<tag>\\$)"
              + "|(?<escaped>[eE]'(?:[^'\\\\]|''|\\\\[\\s\\S])*+')"
              + "|(?<word>[A-Za-z_\\x{80}-\\x{10ffff}][\\w$\\x{80}-\\x{10ffff}]*)"
              + "|(?<opaque>'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|--[^\\n]*|\\s+)"
              + "|(?<number>\\d[\\w.]*)");

  private static final Set<String> MAIN =
      Set.of("select", "values", "table", "insert", "update", "delete", "merge");

  static List<SqlToken> of(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    Matcher piece = PIECE.matcher(sql);
    int at = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        int end = endOfComment(sql, at);
        tokens.add(new SqlToken(Kind.OPAQUE, sql.substring(at, end)));
        at = end;
      } else if (piece.region(at, sql.length()).lookingAt()) {
        tokens.add(new SqlToken(kind(piece), piece.group()));
        at = piece.end();
      } else {
        tokens.add(new SqlToken(Kind.SYMBOL, sql.substring(at, at + 1)));
        at++;
      }
    }
    return tokens;
  }

  private static Kind kind(Matcher piece) {
    if (piece.group("parameter") != null) {
      return Kind.PARAMETER;
    }
    return piece.group("word") != null
        ? Kind.WORD
        : piece.group("number") != null ? Kind.SYMBOL : Kind.OPAQUE;
  }

  /** Comments of this kind stand within one another. */
  private static int endOfComment(String sql, int start) {
    int depth = 0;
    int at = start;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return at;
        }
      } else {
        at++;
      }
    }
    return sql.length();
  }

  /** Where the statement itself begins, behind its WITH clause; -1 if there is nothing. */
  static int main(List<SqlToken> tokens) {
    int first = 0;
    while (first < tokens.size() && tokens.get(first).kind == Kind.OPAQUE) {
      first++;
    }
    if (first == tokens.size()) {
      return -1;
    }
    if (!tokens.get(first).is("with")) {
      return first;
    }
    int depth = 0;
    for (int i = first + 1; i < tokens.size(); i++) {
      String text = tokens.get(i).text;
      if (text.equals("(")) {
        depth++;
      } else if (text.equals(")")) {
        depth--;
      } else if (depth == 0 && tokens.get(i).isMain()) {
        return i;
      }
    }
    return -1;
  }

  private boolean is(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  private boolean isMain() {
    return kind == Kind.WORD && MAIN.contains(text.toLowerCase(Locale.ROOT));
  }
}
