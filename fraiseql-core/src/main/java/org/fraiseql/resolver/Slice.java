package org.fraiseql.resolver;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A value inside of JSON that PostgreSQL wrote, and that is therefore without faults. It is only
 * looked into where that is asked for, and is otherwise passed on byte by byte.
 */
record Slice(byte[] json, int from, int to) {

  static Slice of(byte[] json) {
    int from = afterSpace(json, 0);
    return new Slice(json, from, afterValue(json, from));
  }

  boolean isNull() {
    return json[from] == 'n';
  }

  boolean isList() {
    return json[from] == '[';
  }

  String text() {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** A string's value; it must have no escapes, as names of types and response keys do. */
  String name() {
    return new String(json, from + 1, to - from - 2, StandardCharsets.UTF_8);
  }

  /** The members of an object, in order. */
  void members(BiConsumer<String, Slice> action) {
    int at = afterSpace(json, from + 1);
    while (json[at] != '}') {
      int end = afterString(json, at);
      String key = new Slice(json, at, end).name();
      at = afterSpace(json, afterSpace(json, end) + 1);
      end = afterValue(json, at);
      action.accept(key, new Slice(json, at, end));
      at = next(json, end);
    }
  }

  /** The elements of a list, in order. */
  void items(Consumer<Slice> action) {
    int at = afterSpace(json, from + 1);
    while (json[at] != ']') {
      int end = afterValue(json, at);
      action.accept(new Slice(json, at, end));
      at = next(json, end);
    }
  }

  /** Where the next member or element begins, or the bracket is that ends them. */
  private static int next(byte[] json, int end) {
    int at = afterSpace(json, end);
    return json[at] == ',' ? afterSpace(json, at + 1) : at;
  }

  private static int afterSpace(byte[] json, int start) {
    int at = start;
    while (json[at] == ' ' || json[at] == '\n' || json[at] == '\t' || json[at] == '\r') {
      at++;
    }
    return at;
  }

  private static int afterValue(byte[] json, int start) {
    return switch (json[start]) {
      case '"' -> afterString(json, start);
      case '{', '[' -> afterBrackets(json, start);
      default -> afterWord(json, start);
    };
  }

  private static int afterString(byte[] json, int start) {
    int at = start + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int afterBrackets(byte[] json, int start) {
    int depth = 0;
    int at = start;
    do {
      switch (json[at]) {
        case '"' -> at = afterString(json, at) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0);
    return at;
  }

  private static int afterWord(byte[] json, int start) {
    int at = start;
    while (at < json.length && ",]} \n\t\r".indexOf(json[at]) < 0) {
      at++;
    }
    return at;
  }
}
