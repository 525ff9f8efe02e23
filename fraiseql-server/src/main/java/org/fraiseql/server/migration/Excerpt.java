package org.fraiseql.server.migration;

/**
 * A line of a script and where in it something is.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters; 0 stands for the whole line
 */
record Excerpt(String text, int line, int column) {

  /** What fits beside the line's number. */
  private static final int WIDTH = 100;

  /**
   * @param statement a part of the script
   * @param statementLine where it begins, in case the script does not have it word for word
   * @param position in the statement, in characters from 1; 0 if it is not known
   */
  static Excerpt of(String script, String statement, int statementLine, int position) {
    int start = script.indexOf(statement);
    if (start < 0) {
      // Placeholders have been replaced: what was sent is shown, at the line where it should be.
      Excerpt sent = at(statement, offset(statement, 0, position), position > 0);
      return new Excerpt(sent.text, sent.line + statementLine - 1, sent.column);
    }
    // A statement that is there twice is the one that begins where it was read.
    for (int next = start; next >= 0 && lineOf(script, next) <= statementLine; ) {
      start = next;
      next = script.indexOf(statement, next + 1);
    }
    int first = position > 0 ? position : 1 + commentsBefore(statement);
    return at(script, offset(script, start, first), position > 0);
  }

  /** How many characters of lines that say nothing to PostgreSQL a statement begins with. */
  private static int commentsBefore(String statement) {
    int characters = 0;
    for (String line : statement.split("(?<=\n)", -1)) {
      if (!line.isBlank() && !line.stripLeading().startsWith("--")) {
        return characters;
      }
      characters += line.codePointCount(0, line.length());
    }
    return 0;
  }

  /** PostgreSQL counts characters, Java counts halves of some. */
  private static int offset(String text, int start, int position) {
    int characters = Math.max(0, position - 1);
    int rest = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(characters, rest));
  }

  private static Excerpt at(String text, int offset, boolean exact) {
    int begin = text.lastIndexOf('\n', offset - 1) + 1;
    int end = text.indexOf('\n', offset);
    String line = text.substring(begin, end < 0 ? text.length() : end).stripTrailing();
    int column = text.codePointCount(begin, offset) + 1;
    return new Excerpt(line.replace('\t', ' '), lineOf(text, offset), exact ? column : 0);
  }

  private static int lineOf(String text, int offset) {
    return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
  }

  /** Such as {@code :12:5}, to go behind the file's name. */
  String place() {
    return ":" + line + (column == 0 ? "" : ":" + column);
  }

  /** The line with its number and, below, a caret; begins with a line end. */
  String shown() {
    int cut = column > WIDTH ? column - WIDTH / 2 : 0;
    int from = text.offsetByCodePoints(0, Math.min(cut, text.codePointCount(0, text.length())));
    int length = Math.min(WIDTH, text.codePointCount(from, text.length()));
    String part = text.substring(from, text.offsetByCodePoints(from, length));
    String number = Integer.toString(line);
    String margin = " ".repeat(number.length());
    String shown = "\n %s |\n %s | %s".formatted(margin, number, part);
    return column == 0
        ? shown
        : shown + "\n %s | %s^".formatted(margin, " ".repeat(column - 1 - cut));
  }
}
