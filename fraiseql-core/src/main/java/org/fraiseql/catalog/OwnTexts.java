package org.fraiseql.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that a body can make of its own strings.
 *
 * @param strings the strings as they stand there
 * @param templates what RAISE, {@code format} and {@code ||} make of strings
 */
record OwnTexts(Set<String> strings, List<Template> templates) {

  /** Fewer letters could be found in any text. */
  private static final int FEWEST_LETTERS = 3;

  private static final Pattern RAISE_PLACE = Pattern.compile("%(%?)");
  private static final Pattern FORMAT_PLACE =
      Pattern.compile("%(?:\\d+\\$)?-?(?:\\d+|\\*(?:\\d+\\$)?)?[sIL]|%(%)");

  /** Pieces of text with anything between them. */
  record Template(List<String> pieces) {

    boolean matches(String text) {
      String first = pieces.getFirst();
      String last = pieces.getLast();
      if (text.length() < first.length() + last.length()
          || !text.startsWith(first)
          || !text.endsWith(last)) {
        return false;
      }
      int at = first.length();
      int end = text.length() - last.length();
      for (String piece : pieces.subList(1, pieces.size() - 1)) {
        int found = text.indexOf(piece, at);
        if (found < 0 || found + piece.length() > end) {
          return false;
        }
        at = found + piece.length();
      }
      return true;
    }

    boolean saysSomething() {
      return pieces.size() > 1
          && pieces.stream().flatMapToInt(String::chars).filter(Character::isLetter).count()
              >= FEWEST_LETTERS;
    }
  }

  /**
   * @param tainted names that hold PostgreSQL's texts: what is made with them is not the author's
   */
  static OwnTexts of(List<PlpgsqlWord> words, List<String> tainted) {
    Set<String> strings = new HashSet<>();
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isString()) {
        continue;
      }
      strings.add(words.get(i).value());
      boolean formatted = i > 1 && words.get(i - 1).is("(") && words.get(i - 2).is("format");
      int begin = formatted ? i : expressionBegin(words, i);
      int end = expressionEnd(words, i, formatted || isRaised(words, i));
      List<PlpgsqlWord> expression = words.subList(begin, end);
      if (expression.stream().anyMatch(w -> w.isName() && tainted.contains(w.value()))) {
        continue;
      }
      Template template =
          formatted
              ? template(words.get(i).value(), FORMAT_PLACE)
              : isRaised(words, i)
                  ? template(words.get(i).value(), RAISE_PLACE)
                  : concatenation(expression);
      if (template.saysSomething()) {
        templates.add(template);
      }
    }
    return new OwnTexts(Set.copyOf(strings), List.copyOf(templates));
  }

  boolean include(String text) {
    return strings.contains(text) || templates.stream().anyMatch(t -> t.matches(text));
  }

  private static boolean isRaised(List<PlpgsqlWord> words, int i) {
    return i > 0
        && (words.get(i - 1).is("raise") || (i > 1 && words.get(i - 2).is("raise")))
        && !words.get(i - 1).is("sqlstate");
  }

  private static int expressionBegin(List<PlpgsqlWord> words, int i) {
    int depth = 0;
    for (int at = i - 1; at >= 0; at--) {
      PlpgsqlWord word = words.get(at);
      if (word.isAny(")", "]")) {
        depth++;
      } else if (word.isAny("(", "[") && --depth < 0) {
        return at + 1;
      } else if (depth == 0 && endsExpression(word, false)) {
        return at + 1;
      }
    }
    return 0;
  }

  /**
   * @param all whether the expressions after commas belong to it
   */
  private static int expressionEnd(List<PlpgsqlWord> words, int i, boolean all) {
    int depth = 0;
    for (int at = i + 1; at < words.size(); at++) {
      PlpgsqlWord word = words.get(at);
      if (word.isAny("(", "[")) {
        depth++;
      } else if (word.isAny(")", "]") && --depth < 0) {
        return at;
      } else if (depth == 0 && endsExpression(word, all)) {
        return at;
      }
    }
    return words.size();
  }

  private static boolean endsExpression(PlpgsqlWord word, boolean commasBelong) {
    return (word.is(",") && !commasBelong)
        || word.isAny(
            ";",
            ":=",
            "=",
            "=>",
            "return",
            "returning",
            "into",
            "using",
            "then",
            "else",
            "when",
            "end",
            "case",
            "loop",
            "select",
            "from",
            "where",
            "values",
            "set",
            "as",
            "default",
            "perform",
            "begin");
  }

  /** {@code 'Order ' || number || ' not found'}: what is no string can be anything. */
  private static Template concatenation(List<PlpgsqlWord> expression) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= expression.size(); i++) {
      boolean ended = i == expression.size();
      if (!ended && expression.get(i).isAny("(", "[")) {
        depth++;
      } else if (!ended && expression.get(i).isAny(")", "]")) {
        depth--;
      }
      if (ended || (depth == 0 && expression.get(i).is("||"))) {
        if (i - start == 1 && expression.get(start).isString()) {
          piece.append(expression.get(start).value());
        } else {
          pieces.add(piece.toString());
          piece.setLength(0);
        }
        start = i + 1;
      }
    }
    pieces.add(piece.toString());
    return new Template(pieces);
  }

  private static Template template(String format, Pattern place) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    Matcher found = place.matcher(format);
    int at = 0;
    while (found.find()) {
      piece.append(format, at, found.start());
      if (found.group(1) != null && !found.group(1).isEmpty()) {
        piece.append('%');
      } else {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      at = found.end();
    }
    piece.append(format.substring(at));
    pieces.add(piece.toString());
    return new Template(pieces);
  }
}
