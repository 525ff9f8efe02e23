package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/**
 * How two shapes that can stand in one place become one: the branches of CASE, COALESCE and UNION
 * ALL.
 */
final class Shapes {

  /** SQL NULL, or a JSON null: fits every shape. */
  static final Slot NULL = new Slot(new OpaqueShape("it is always null"), true);

  /** The constant {@code []}: fits every list. */
  static final Slot EMPTY_LIST = new Slot(new ListShape(NULL), false);

  private static final List<String> NUMBERS =
      List.of("int2", "int4", "int8", "numeric", "float4", "float8");

  private Shapes() {}

  /** The slot that holds both; not null unless {@code nullable}. */
  static Slot unify(Slot a, Slot b, boolean nullable) {
    return new Slot(unify(a.shape(), b.shape()), nullable);
  }

  private static Shape unify(Shape a, Shape b) {
    if (a.equals(NULL.shape()) || a.equals(b)) {
      return b;
    }
    if (b.equals(NULL.shape())) {
      return a;
    }
    if (a instanceof ScalarShape left && b instanceof ScalarShape right) {
      return scalar(left.type(), right.type());
    }
    if (a instanceof ListShape left && b instanceof ListShape right) {
      Slot l = left.element();
      Slot r = right.element();
      boolean nullable = left.equals(EMPTY_LIST.shape()) ? r.nullable() : l.nullable();
      nullable |= !right.equals(EMPTY_LIST.shape()) && r.nullable();
      return new ListShape(unify(l, r, nullable));
    }
    if (a instanceof ObjectShape left && b instanceof ObjectShape right) {
      return objects(left, right);
    }
    return new OpaqueShape("its branches have different shapes: " + name(a) + " and " + name(b));
  }

  private static Shape scalar(PgType a, PgType b) {
    int left = NUMBERS.indexOf(a.base().name());
    int right = NUMBERS.indexOf(b.base().name());
    if (left >= 0 && right >= 0) {
      return new ScalarShape(left >= right ? a.base() : b.base());
    }
    if (a.base().equals(b.base())) {
      return new ScalarShape(a.base());
    }
    if (isText(a.base()) && isText(b.base())) {
      return new ScalarShape(a.base().is("text") ? a.base() : b.base());
    }
    return new OpaqueShape(
        "its branches have different types: " + a.sqlName() + " and " + b.sqlName());
  }

  private static boolean isText(PgType type) {
    return type.is("text") || type.is("varchar") || type.is("bpchar");
  }

  private static Shape objects(ObjectShape a, ObjectShape b) {
    Map<String, Field> fields = new LinkedHashMap<>();
    a.fields().forEach(f -> fields.put(f.key(), f));
    for (Field other : b.fields()) {
      Field known = fields.get(other.key());
      fields.put(other.key(), known == null ? nullable(other) : both(known, other));
    }
    for (Field field : a.fields()) {
      if (b.fields().stream().noneMatch(f -> f.key().equals(field.key()))) {
        fields.put(field.key(), nullable(field));
      }
    }
    @Nullable String typeName =
        a.typeName() == null || Objects.equals(a.typeName(), b.typeName())
            ? b.typeName()
            : a.typeName();
    if (a.typeName() != null && b.typeName() != null && !a.typeName().equals(b.typeName())) {
      return new OpaqueShape("its branches are " + a.typeName() + " and " + b.typeName());
    }
    ObjectShape unified =
        new ObjectShape(
            typeName == null ? a.typeName() : typeName, null, new ArrayList<>(fields.values()));
    if (a.model() != null && a.fields().equals(unified.fields())) {
      return a;
    }
    return b.model() != null && b.fields().equals(unified.fields()) ? b : unified;
  }

  private static Field both(Field a, Field b) {
    Slot slot = unify(a.slot(), b.slot(), a.slot().nullable() || b.slot().nullable());
    return new Field(a.key(), slot, a.description() == null ? b.description() : a.description());
  }

  private static Field nullable(Field field) {
    return new Field(field.key(), new Slot(field.slot().shape(), true), field.description());
  }

  private static String name(Shape shape) {
    return switch (shape) {
      case ObjectShape _ -> "an object";
      case ListShape _ -> "a list";
      case ScalarShape scalar -> scalar.type().sqlName();
      case OpaqueShape _ -> "JSON";
    };
  }
}
