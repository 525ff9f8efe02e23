package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;

/** Comparison and union of shapes that may stand behind one GraphQL type. */
final class Shapes {

  private final Function<PgType, String> typeName;

  /** The function gives the GraphQL type of a PostgreSQL type, as the schema writes it. */
  Shapes(Function<PgType, String> typeName) {
    this.typeName = typeName;
  }

  /** Whether both give the same GraphQL type, but for what can be null. */
  boolean alike(Shape one, Shape other) {
    return switch (one) {
      case OpaqueShape _ -> other instanceof OpaqueShape;
      case ScalarShape(PgType type) ->
          other instanceof ScalarShape(PgType type2)
              && typeName.apply(type).equals(typeName.apply(type2));
      case ListShape(Slot element) ->
          other instanceof ListShape(Slot element2) && alike(element.shape(), element2.shape());
      case ObjectShape object -> other instanceof ObjectShape object2 && sameKeys(object, object2);
    };
  }

  private boolean sameKeys(ObjectShape one, ObjectShape other) {
    if (one.fields().size() != other.fields().size()) {
      return false;
    }
    Map<String, Shape> shapes = byKey(other);
    for (Field field : one.fields()) {
      Shape match = shapes.get(field.key());
      Shape mine = field.slot().shape();
      if (match == null || !alike(mine, match) || !sameTypeName(mine, match)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameTypeName(Shape one, Shape other) {
    Optional<ObjectShape> inner = object(one);
    Optional<ObjectShape> inner2 = object(other);
    return inner.isEmpty()
        || inner2.isEmpty()
        || Objects.equals(inner.get().typeName(), inner2.get().typeName());
  }

  /** The object that this is, or that this is a list of. */
  static Optional<ObjectShape> object(Shape shape) {
    return switch (shape) {
      case ObjectShape object -> Optional.of(object);
      case ListShape(Slot element) -> object(element.shape());
      case ScalarShape _, OpaqueShape _ -> Optional.empty();
    };
  }

  /** Of two that are alike, the first, with null wherever one of the two can be null. */
  static Shape union(Shape one, Shape other) {
    return switch (one) {
      case ObjectShape object when other instanceof ObjectShape object2 -> union(object, object2);
      case ListShape(Slot element) when other instanceof ListShape(Slot element2) ->
          new ListShape(union(element, element2));
      case ObjectShape _, ListShape _, ScalarShape _, OpaqueShape _ -> one;
    };
  }

  static ObjectShape union(ObjectShape one, ObjectShape other) {
    Map<String, Field> others = new HashMap<>();
    other.fields().forEach(field -> others.put(field.key(), field));
    List<Field> fields = new ArrayList<>();
    for (Field field : one.fields()) {
      Field match = others.get(field.key());
      if (match == null) {
        fields.add(field);
      } else {
        String description =
            field.description() == null ? match.description() : field.description();
        fields.add(new Field(field.key(), union(field.slot(), match.slot()), description));
      }
    }
    return new ObjectShape(one.typeName(), one.model(), List.copyOf(fields));
  }

  private static Slot union(Slot one, Slot other) {
    return new Slot(union(one.shape(), other.shape()), one.nullable() || other.nullable());
  }

  private static Map<String, Shape> byKey(ObjectShape object) {
    Map<String, Shape> shapes = new HashMap<>();
    object.fields().forEach(field -> shapes.put(field.key(), field.slot().shape()));
    return shapes;
  }
}
