package org.fraiseql.example.shop;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a script, without its semicolon.
 *
 * @param line where it begins, from 1
 */
record SqlPiece(int line, String sql) {

  /** Cuts at the semicolons outside of quotations, comments and dollar-quoted bodies. */
  static List<SqlPiece> split(String text) {
    return new Cutter(text).cut();
  }

  private static final class Cutter {
    private final String text;
    private final List<SqlPiece> pieces = new ArrayList<>();
    private int position;

    /** Where the statement begins; -1 before its first character that is no comment or blank. */
    private int start = -1;

    Cutter(String text) {
      this.text = text;
    }

    List<SqlPiece> cut() {
      while (position < text.length()) {
        char c = text.charAt(position);
        if (text.startsWith("--", position)) {
          position = indexOr("\n", position, text.length());
        } else if (text.startsWith("/*", position)) {
          skipBlockComment();
        } else if (c == ';') {
          end();
          position++;
        } else if (Character.isWhitespace(c)) {
          position++;
        } else {
          if (start < 0) {
            start = position;
          }
          skipToken(c);
        }
      }
      end();
      return List.copyOf(pieces);
    }

    private void skipToken(char c) {
      if (c == '\'') {
        skipQuoted('\'', false);
      } else if (c == '"') {
        skipQuoted('"', false);
      } else if (c == '$') {
        skipDollar();
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        skipWord();
      } else {
        position++;
      }
    }

    private void skipWord() {
      int begin = position;
      while (position < text.length() && isWordPart(text.charAt(position))) {
        position++;
      }
      boolean escapes = position - begin == 1 && (text.charAt(begin) | 0x20) == 'e';
      if (escapes && position < text.length() && text.charAt(position) == '\'') {
        skipQuoted('\'', true);
      }
    }

    /** A dollar sign within a word does not begin a quotation. */
    private static boolean isWordPart(char c) {
      return Character.isUnicodeIdentifierPart(c) || c == '$';
    }

    private void skipQuoted(char quote, boolean backslashEscapes) {
      int begin = position++;
      while (position < text.length()) {
        char c = text.charAt(position++);
        if (c == '\\' && backslashEscapes) {
          position++;
        } else if (c == quote) {
          // A doubled quote begins the next round at once, which skips it.
          if (position < text.length() && text.charAt(position) == quote) {
            position++;
          } else {
            return;
          }
        }
      }
      throw endless(begin);
    }

    private void skipDollar() {
      int begin = position;
      int tagEnd = begin + 1;
      while (tagEnd < text.length() && Character.isUnicodeIdentifierPart(text.charAt(tagEnd))) {
        tagEnd++;
      }
      boolean parameter = Character.isDigit(text.charAt(Math.min(begin + 1, text.length() - 1)));
      if (parameter || tagEnd >= text.length() || text.charAt(tagEnd) != '$') {
        position++;
        return;
      }
      String tag = text.substring(begin, tagEnd + 1);
      int close = text.indexOf(tag, tagEnd + 1);
      if (close < 0) {
        throw endless(begin);
      }
      position = close + tag.length();
    }

    /** PostgreSQL's block comments nest. */
    private void skipBlockComment() {
      int begin = position;
      int depth = 0;
      do {
        int open = indexOr("/*", position, Integer.MAX_VALUE);
        int close = text.indexOf("*/", position);
        if (close < 0) {
          throw endless(begin);
        }
        depth += open < close ? 1 : -1;
        position = Math.min(open, close) + 2;
      } while (depth > 0);
    }

    private int indexOr(String wanted, int from, int otherwise) {
      int found = text.indexOf(wanted, from);
      return found < 0 ? otherwise : found;
    }

    private void end() {
      if (start >= 0) {
        pieces.add(new SqlPiece(lineOf(start), text.substring(start, position).strip()));
        start = -1;
      }
    }

    private int lineOf(int offset) {
      return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private IllegalArgumentException endless(int begin) {
      return new IllegalArgumentException(
          "What begins in line %d has no end: %s"
              .formatted(
                  lineOf(begin), text.substring(begin, Math.min(begin + 20, text.length()))));
    }
  }
}
