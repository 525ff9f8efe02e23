package org.fraiseql.resolver;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/** A place in an answer: the whole, a field, or an element of a list. Guarded by its answer. */
final class Cell {

  /** What stands in a place. */
  sealed interface Content {
    /** Finished JSON in UTF-8. */
    record Text(byte[] bytes, int from, int to) implements Content {}

    /** An object. */
    record Members(List<Cell> cells) implements Content {}

    /** A list. */
    record Items(List<Cell> cells) implements Content {}
  }

  private final @Nullable Cell around;
  private final Object key;
  private final boolean nullable;

  /** Null is JSON's null. */
  @Nullable Content content;

  /**
   * @param around what it is in; null for the whole
   * @param key the response key or, in a list, the index
   */
  Cell(@Nullable Cell around, Object key, boolean nullable) {
    this.around = around;
    this.key = key;
    this.nullable = nullable;
  }

  List<Object> path() {
    List<Object> path = new ArrayList<>();
    for (Cell cell = this; cell != null && cell.around != null; cell = cell.around) {
      path.addFirst(cell.key);
    }
    return List.copyOf(path);
  }

  /** Whether something around it is null, so that nobody sees what is here. */
  boolean isGone() {
    for (Cell cell = around; cell != null; cell = cell.around) {
      if (cell.content == null) {
        return true;
      }
    }
    return false;
  }

  /** Makes it null, or the nearest thing around it that may be null. */
  void clear() {
    Cell cell = this;
    while (!cell.nullable && cell.around != null) {
      cell = cell.around;
    }
    cell.content = null;
  }

  void text(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    content = new Content.Text(bytes, 0, bytes.length);
  }

  void write(Buffer to) {
    switch (content) {
      case null -> to.appendString("null");
      case Content.Text(byte[] bytes, int from, int end) -> to.appendBytes(bytes, from, end - from);
      case Content.Members(List<Cell> cells) -> {
        String before = "{";
        for (Cell cell : cells) {
          to.appendString(before).appendString(JsonStrings.quote((String) cell.key));
          to.appendByte((byte) ':');
          cell.write(to);
          before = ",";
        }
        to.appendString(cells.isEmpty() ? "{}" : "}");
      }
      case Content.Items(List<Cell> cells) -> {
        String before = "[";
        for (Cell cell : cells) {
          to.appendString(before);
          cell.write(to);
          before = ",";
        }
        to.appendString(cells.isEmpty() ? "[]" : "]");
      }
    }
  }
}
