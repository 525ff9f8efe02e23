package org.fraiseql.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a routine's body, comments left out.
 *
 * @param value a bare word in lower case, the meaning of a quoted name or of a string, or the text
 * @param line counted from 1, as PostgreSQL counts lines of a body
 */
record PlpgsqlWord(Kind kind, String value, int line) {

  enum Kind {
    WORD,
    NAME,
    STRING,
    NUMBER,
    SYMBOL
  }

  /** The words of a body. Anything can be read: a quote that does not end takes the rest. */
  static List<PlpgsqlWord> all(String source) {
    return new Reader(source).read();
  }

  boolean is(String text) {
    return value.equals(text) && (kind == Kind.WORD || kind == Kind.SYMBOL);
  }

  boolean isAny(String... texts) {
    for (String text : texts) {
      if (is(text)) {
        return true;
      }
    }
    return false;
  }

  boolean isString() {
    return kind == Kind.STRING;
  }

  /** Whether it names a variable or a column. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }

  private static final class Reader {

    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    private static final Pattern DOLLAR_QUOTE =
        Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
    private static final Pattern BARE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern NUMBER = Pattern.compile("\\.?\\p{N}[\\p{L}\\p{N}_]*");

    private final String source;
    private final List<PlpgsqlWord> words = new ArrayList<>();
    private int at;
    private int line = 1;

    private Reader(String source) {
      this.source = source;
    }

    private List<PlpgsqlWord> read() {
      while (at < source.length()) {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
          moveTo(at + 1);
        } else if (source.startsWith("--", at) || (c == '#' && words.isEmpty())) {
          // Before the first word, # begins a line of options.
          int end = source.indexOf('\n', at);
          moveTo(end < 0 ? source.length() : end);
        } else if (source.startsWith("/*", at)) {
          moveTo(commentEnd());
        } else {
          word(c);
        }
      }
      return words;
    }

    private void word(char c) {
      if (c == '\'') {
        string(at, false);
      } else if ((c == 'e' || c == 'E') && source.startsWith("'", at + 1)) {
        string(at + 1, true);
      } else if (c == '"') {
        int end = quoteEnd(at, false);
        add(Kind.NAME, unquoted(at, end).replace("\"\"", "\""), end);
      } else if (c == '$' && matches(DOLLAR_QUOTE) instanceof String quote && !quote.isEmpty()) {
        int end = source.indexOf(quote, at + quote.length());
        int textEnd = end < 0 ? source.length() : end;
        String text = source.substring(at + quote.length(), textEnd);
        add(Kind.STRING, text, Math.min(source.length(), textEnd + quote.length()));
      } else {
        plain();
      }
    }

    private void plain() {
      String bare = matches(BARE);
      if (!bare.isEmpty()) {
        add(Kind.WORD, bare.toLowerCase(Locale.ROOT), at + bare.length());
        return;
      }
      String number = matches(NUMBER);
      if (!number.isEmpty()) {
        add(Kind.NUMBER, number, at + number.length());
        return;
      }
      int end = at + 1;
      if (source.startsWith("::", at) || source.startsWith(":=", at)) {
        end++;
      } else if (isOperator(at)) {
        while (isOperator(end)) {
          end++;
        }
      }
      add(Kind.SYMBOL, source.substring(at, end), end);
    }

    private boolean isOperator(int index) {
      return index < source.length()
          && OPERATOR_CHARACTERS.indexOf(source.charAt(index)) >= 0
          && !source.startsWith("--", index)
          && !source.startsWith("/*", index);
    }

    private void string(int open, boolean escapes) {
      int end = quoteEnd(open, escapes);
      String text = unquoted(open, end).replace("''", "'");
      if (escapes) {
        text = text.replace("\\n", "\n").replace("\\t", "\t").replaceAll("(?s)\\\\(.)", "$1");
      }
      PlpgsqlWord last = words.isEmpty() ? null : words.getLast();
      if (last != null && last.isString() && last.line < line && isGapTo(open)) {
        // Strings on lines below each other are one.
        words.removeLast();
        words.add(new PlpgsqlWord(Kind.STRING, last.value + text, last.line));
        moveTo(end);
      } else {
        add(Kind.STRING, text, end);
      }
    }

    private boolean isGapTo(int open) {
      String before = source.substring(0, open).stripTrailing();
      return before.endsWith("'") && source.substring(before.length(), open).indexOf('\n') >= 0;
    }

    private String unquoted(int open, int end) {
      boolean ended = end - 1 > open && source.charAt(end - 1) == source.charAt(open);
      return source.substring(open + 1, ended ? end - 1 : end);
    }

    private int quoteEnd(int open, boolean escapes) {
      char quote = source.charAt(open);
      int index = open + 1;
      while (index < source.length()) {
        char c = source.charAt(index);
        if (escapes && c == '\\') {
          index += 2;
        } else if (c == quote && source.startsWith(String.valueOf(quote), index + 1)) {
          index += 2;
        } else if (c == quote) {
          return index + 1;
        } else {
          index++;
        }
      }
      return source.length();
    }

    private int commentEnd() {
      int depth = 1;
      int index = at + 2;
      while (index < source.length() && depth > 0) {
        if (source.startsWith("/*", index)) {
          depth++;
          index += 2;
        } else if (source.startsWith("*/", index)) {
          depth--;
          index += 2;
        } else {
          index++;
        }
      }
      return Math.min(index, source.length());
    }

    private String matches(Pattern pattern) {
      Matcher matcher = pattern.matcher(source).region(at, source.length());
      return matcher.lookingAt() ? matcher.group() : "";
    }

    private void add(Kind kind, String value, int end) {
      words.add(new PlpgsqlWord(kind, value, line));
      moveTo(end);
    }

    private void moveTo(int end) {
      for (int i = at; i < end; i++) {
        if (source.charAt(i) == '\n') {
          line++;
        }
      }
      at = end;
    }
  }
}
