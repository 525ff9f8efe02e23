package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shape that a comment declares: <code>
 * {id: uuid!, lines: [{sku: text!, price: numeric}!]!}</code>. A scalar is any type of PostgreSQL;
 * {@code !} says never null; {@code __typename: Name} names the GraphQL type.
 */
final class ShapeNotation {

  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(\"(?:[^\"]|\"\")*\"|[A-Za-z_][\\w. ]*(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[])?|[{}\\[\\]:,!])");

  private final Matcher matcher;
  private final String text;
  private final Function<String, @Nullable PgType> types;
  private String word = "";
  private int end;

  private ShapeNotation(String text, Function<String, @Nullable PgType> types) {
    this.text = text;
    this.matcher = WORD.matcher(text);
    this.types = types;
    advance();
  }

  /**
   * The declared shape.
   *
   * @throws NotUnderstood if the text is not in the notation or names an unknown type
   */
  static Slot parse(String text, Function<String, @Nullable PgType> types) {
    ShapeNotation notation = new ShapeNotation(text.strip(), types);
    Slot slot = notation.slot();
    if (!notation.word.isEmpty()) {
      throw notation.unexpected();
    }
    return slot;
  }

  private Slot slot() {
    Shape shape =
        switch (word) {
          case "{" -> object();
          case "[" -> list();
          default -> scalar();
        };
    return new Slot(shape, !accept("!"));
  }

  private Shape object() {
    expect("{");
    String typeName = null;
    List<Field> fields = new ArrayList<>();
    while (!word.equals("}")) {
      String key = take().replace("\"", "").strip();
      expect(":");
      if (key.equals("__typename")) {
        typeName = take();
      } else {
        fields.add(new Field(key, slot(), null));
      }
      if (!word.equals("}")) {
        expect(",");
      }
    }
    expect("}");
    return new ObjectShape(typeName, null, fields);
  }

  private Shape list() {
    expect("[");
    Slot element = slot();
    expect("]");
    return new ListShape(element);
  }

  private Shape scalar() {
    String name = take().strip();
    PgType type = types.apply(name);
    if (type == null) {
      throw new NotUnderstood("the type '" + name + "' in the shape");
    }
    return new ScalarShape(type);
  }

  private String take() {
    String taken = word;
    advance();
    return taken;
  }

  private boolean accept(String expected) {
    if (word.equals(expected)) {
      advance();
      return true;
    }
    return false;
  }

  private void expect(String expected) {
    if (!accept(expected)) {
      throw unexpected();
    }
  }

  private NotUnderstood unexpected() {
    return new NotUnderstood(
        "'" + (word.isEmpty() ? "the end" : word) + "' at character " + end + " of the shape");
  }

  private void advance() {
    if (matcher.find(end) && matcher.start() == end) {
      word = matcher.group(1).strip();
      end = matcher.end();
    } else if (text.substring(end).isBlank()) {
      word = "";
    } else {
      throw new NotUnderstood("'" + text.substring(end) + "' in the shape");
    }
  }
}
