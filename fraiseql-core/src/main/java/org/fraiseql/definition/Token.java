package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of SQL. {@code value} is the meaning of a quoted name or string, else the text itself. */
record Token(Kind kind, String text, String value) {

  enum Kind {
    NAME,
    WORD,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";

  boolean is(String word) {
    return text.equals(word) && (kind == Kind.WORD || kind == Kind.SYMBOL);
  }

  boolean isAny(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Cuts the text of a definition, as {@code pg_get_viewdef} writes it with all names quoted, into
   * words.
   */
  static List<Token> all(String sql) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      Token token = next(sql, at, c);
      tokens.add(token);
      at += token.text().length();
    }
    tokens.add(new Token(Kind.END, "", ""));
    return tokens;
  }

  private static Token next(String sql, int at, char c) {
    if (c == '"') {
      int end = quoteEnd(sql, at, '"', false);
      return new Token(
          Kind.NAME, sql.substring(at, end), unquote(sql.substring(at + 1, end - 1), '"'));
    }
    Token string = string(sql, at, c);
    if (string != null) {
      return string;
    }
    if (Character.isLetter(c) || c == '_') {
      int end = at;
      while (end < sql.length()
          && (Character.isLetterOrDigit(sql.charAt(end)) || "_$".indexOf(sql.charAt(end)) >= 0)) {
        end++;
      }
      String text = sql.substring(at, end);
      return new Token(Kind.WORD, text, text);
    }
    if (Character.isDigit(c)
        || (c == '.' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1)))) {
      return number(sql, at);
    }
    return symbol(sql, at, c);
  }

  private static @Nullable Token string(String sql, int at, char c) {
    boolean prefixed =
        "EBXN".indexOf(c) >= 0 && at + 1 < sql.length() && sql.charAt(at + 1) == '\'';
    if (c != '\'' && !prefixed) {
      return null;
    }
    int open = prefixed ? at + 1 : at;
    boolean escapes = c == 'E';
    int end = quoteEnd(sql, open, '\'', escapes);
    String inner = unquote(sql.substring(open + 1, end - 1), '\'');
    return new Token(
        Kind.STRING, sql.substring(at, end), escapes ? inner.replace("\\\\", "\\") : inner);
  }

  private static Token number(String sql, int at) {
    int end = at;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end))
            || sql.charAt(end) == '.'
            || ("+-".indexOf(sql.charAt(end)) >= 0 && "eE".indexOf(sql.charAt(end - 1)) >= 0))) {
      end++;
    }
    String text = sql.substring(at, end);
    return new Token(Kind.NUMBER, text, text);
  }

  private static Token symbol(String sql, int at, char c) {
    int end = at + 1;
    if (c == ':' && end < sql.length() && (sql.charAt(end) == ':' || sql.charAt(end) == '=')) {
      end++;
    } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
      while (end < sql.length() && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0) {
        end++;
      }
    }
    String text = sql.substring(at, end);
    return new Token(Kind.SYMBOL, text, text);
  }

  private static int quoteEnd(String sql, int open, char quote, boolean escapes) {
    int at = open + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (escapes && c == '\\') {
        at += 2;
      } else if (c == quote && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        at += 2;
      } else if (c == quote) {
        return at + 1;
      } else {
        at++;
      }
    }
    throw new NotUnderstood("a quote that does not end");
  }

  private static String unquote(String inner, char quote) {
    return inner.replace("" + quote + quote, "" + quote);
  }
}
