package org.fraiseql.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One {@code WHEN … THEN …} of the EXCEPTION part of a block.
 *
 * @param line of its WHEN
 * @param conditions names in lower case, or five characters of an SQLSTATE
 * @param earlier the conditions of the handlers before it, which take their errors first
 * @param guarded the words of the block whose errors it handles
 * @param body its statements
 */
record PlpgsqlHandler(
    int line,
    List<String> conditions,
    List<String> earlier,
    List<PlpgsqlWord> guarded,
    List<PlpgsqlWord> body) {

  /** The classes of SQLSTATE that PostgreSQL uses itself. */
  private static final Set<String> POSTGRES_CLASSES =
      Set.of(
          ("00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D"
                  + " 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX")
              .split(" "));

  /** Raised with the text that a routine's author wrote. */
  private static final Set<String> RAISED_BY_AUTHORS =
      Set.of("raise_exception", "P0001", "assert_failure", "P0004");

  /** The handlers of a body, in the order in which they end. */
  static List<PlpgsqlHandler> all(List<PlpgsqlWord> words) {
    return new Reader(words).read();
  }

  boolean handlesAll() {
    return conditions.contains("others");
  }

  /** Whether only errors come here whose texts are the author's. */
  boolean isAuthors() {
    return conditions.stream().allMatch(PlpgsqlHandler::isAuthors);
  }

  private static boolean isAuthors(String condition) {
    boolean ownState =
        condition.matches("[0-9A-Z]{5}") && !POSTGRES_CLASSES.contains(condition.substring(0, 2));
    return ownState || RAISED_BY_AUTHORS.contains(condition);
  }

  private static final class Block {
    final int begin;
    int exception = -1;
    int when = -1;
    int then = -1;
    List<String> conditions = List.of();
    final List<String> earlier = new ArrayList<>();

    Block(int begin) {
      this.begin = begin;
    }
  }

  /** What an END may end; IF and LOOP say which END is theirs. */
  private enum Open {
    BLOCK,
    CASE_STATEMENT,
    CASE_EXPRESSION
  }

  private static final class Reader {
    private final List<PlpgsqlWord> words;
    private final List<PlpgsqlHandler> handlers = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Deque<Block> blocks = new ArrayDeque<>();

    private Reader(List<PlpgsqlWord> words) {
      this.words = words;
    }

    private List<PlpgsqlHandler> read() {
      for (int i = 0; i < words.size(); i++) {
        PlpgsqlWord word = words.get(i);
        if (word.is("begin") && startsStatement(i)) {
          open.push(Open.BLOCK);
          blocks.push(new Block(i));
        } else if (word.is("case")) {
          open.push(startsStatement(i) ? Open.CASE_STATEMENT : Open.CASE_EXPRESSION);
        } else if (word.is("end")) {
          i += end(i);
        } else if (open.peek() == Open.BLOCK && startsStatement(i)) {
          exceptionPart(blocks.element(), i);
        }
      }
      return handlers;
    }

    private void exceptionPart(Block block, int i) {
      PlpgsqlWord word = words.get(i);
      if (word.is("exception") && isAt(i + 1, "when")) {
        block.exception = i;
      } else if (word.is("when") && block.exception >= 0) {
        finish(block, i);
        block.when = i;
        block.conditions = conditions(i + 1);
        block.then = i + 1;
        while (block.then < words.size() && !isAt(block.then, "then")) {
          block.then++;
        }
      }
    }

    /** How many words belong to the END besides itself. */
    private int end(int i) {
      Open ended = open.peek();
      if (ended == null) {
        return 0;
      }
      if (ended != Open.CASE_EXPRESSION && (isAt(i + 1, "if") || isAt(i + 1, "loop"))) {
        return 1;
      }
      open.pop();
      if (ended == Open.BLOCK) {
        finish(blocks.pop(), i);
      }
      return ended == Open.CASE_STATEMENT && isAt(i + 1, "case") ? 1 : 0;
    }

    private void finish(Block block, int end) {
      if (block.when < 0) {
        return;
      }
      handlers.add(
          new PlpgsqlHandler(
              words.get(block.when).line(),
              block.conditions,
              List.copyOf(block.earlier),
              words.subList(block.begin, block.exception),
              words.subList(Math.min(block.then + 1, end), end)));
      block.earlier.addAll(block.conditions);
      block.when = -1;
    }

    private List<String> conditions(int from) {
      List<String> found = new ArrayList<>();
      for (int i = from; i < words.size() && !isAt(i, "then"); i++) {
        PlpgsqlWord word = words.get(i);
        if (word.isString()) {
          found.add(word.value().toUpperCase(Locale.ROOT));
        } else if (word.isName() && !word.isAny("or", "sqlstate")) {
          found.add(word.value().toLowerCase(Locale.ROOT));
        }
      }
      return found;
    }

    private boolean startsStatement(int i) {
      return i == 0
          || words
              .get(i - 1)
              .isAny(";", "begin", "declare", "then", "else", "loop", "exception", ">>");
    }

    private boolean isAt(int i, String word) {
      return i < words.size() && words.get(i).is(word);
    }
  }
}
