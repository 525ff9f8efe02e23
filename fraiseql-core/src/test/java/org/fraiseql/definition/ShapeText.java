package org.fraiseql.definition;

import java.util.stream.Collectors;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;

/**
 * Shapes in a compact notation: {@code {id: uuid!, items: [{…}!]!}}. A whole document of another
 * read model is written {@code @context.name}; JSON that is not understood has its reason in angle
 * brackets.
 */
final class ShapeText {

  private ShapeText() {}

  static String of(ReadModel model) {
    String columns =
        model.columns().stream()
            .map(
                c ->
                    c.name()
                        + " "
                        + c.type().sqlName().replace("\"", "")
                        + (c.nullable() ? "" : "!"))
            .collect(Collectors.joining(", "));
    String document =
        model.document() instanceof ObjectShape o ? object(o, true) : of(model.document());
    return model.name()
        + (model.uniqueId() ? " (unique id)" : "")
        + "\n  columns: "
        + columns
        + "\n  data: "
        + document
        + "\n";
  }

  static String of(Shape shape) {
    return switch (shape) {
      case ObjectShape object when object.model() != null -> "@" + object.model();
      case ObjectShape object -> object(object, false);
      case ListShape list -> "[" + of(list.element()) + "]";
      case ScalarShape scalar -> scalar.type().sqlName().replace("\"", "");
      case OpaqueShape opaque -> "JSON<" + reason(opaque) + ">";
    };
  }

  /** Before PostgreSQL 16 a column has its source in front where it is the only one too. */
  private static String reason(OpaqueShape opaque) {
    return opaque.reason().startsWith("it is composed by")
        ? opaque.reason().replaceAll("[\\w*]+\\.", "")
        : opaque.reason();
  }

  static String of(Slot slot) {
    return of(slot.shape()) + (slot.nullable() ? "" : "!");
  }

  private static String object(ObjectShape object, boolean lines) {
    String separator = lines ? ",\n    " : ", ";
    return (object.typeName() == null ? "" : object.typeName() + " ")
        + object.fields().stream()
            .map(f -> f.key() + ": " + of(f.slot()))
            .collect(Collectors.joining(separator, lines ? "{\n    " : "{", "}"));
  }
}
