package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.List;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Kind;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/** Read models by hand. A type's name with {@code !} behind it cannot be null. */
final class Models {

  private Models() {}

  static PgType builtIn(String name) {
    return type("pg_catalog", name, Kind.BASE, null, List.of());
  }

  static PgType extension(String context, String name) {
    return type(context, name, Kind.BASE, null, List.of());
  }

  static PgType array(PgType element) {
    return type(element.context(), "_" + element.name(), Kind.ARRAY, element, List.of());
  }

  static PgType enumOf(String context, String name, String... labels) {
    return type(context, name, Kind.ENUM, null, List.of(labels));
  }

  static PgType domain(String context, String name, PgType base) {
    return type(context, name, Kind.DOMAIN, base, List.of());
  }

  static PgType range(String name, String subtype) {
    return type("pg_catalog", name, Kind.RANGE, builtIn(subtype), List.of());
  }

  private static PgType type(
      String context, String name, Kind kind, @Nullable PgType element, List<String> labels) {
    return new PgType(context, name, name, kind, element, labels, List.of(), false, null);
  }

  static ObjectShape object(Field... fields) {
    return new ObjectShape(null, null, List.of(fields));
  }

  static ObjectShape object(String typeName, Field... fields) {
    return new ObjectShape(typeName, null, List.of(fields));
  }

  static ObjectShape of(ReadModel model) {
    ObjectShape shape = (ObjectShape) model.document();
    return new ObjectShape(shape.typeName(), model.name(), shape.fields());
  }

  static Field field(String key, String type) {
    boolean nullable = !type.endsWith("!");
    PgType scalar = builtIn(nullable ? type : type.substring(0, type.length() - 1));
    return field(key, new ScalarShape(scalar), nullable);
  }

  static Field field(String key, PgType type) {
    return field(key, new ScalarShape(type), true);
  }

  static Field field(String key, Shape shape, boolean nullable) {
    return new Field(key, new Slot(shape, nullable), null);
  }

  static Field list(String key, Shape element) {
    return field(key, new ListShape(new Slot(element, false)), false);
  }

  static Field opaque(String key) {
    return field(key, new OpaqueShape("a function makes it"), true);
  }

  static Field described(Field field, String description) {
    return new Field(field.key(), field.slot(), description);
  }

  static Builder view(String name, Shape document) {
    return new Builder(name, document);
  }

  /** One read model. */
  static final class Builder {
    private final RelationName name;
    private final Shape document;
    private final List<ReadModel.Column> columns = new ArrayList<>();
    private @Nullable String comment;
    private boolean uniqueId = true;

    private Builder(String name, Shape document) {
      int dot = name.indexOf('.');
      this.name =
          dot < 0
              ? new RelationName("public", name)
              : new RelationName(name.substring(0, dot), name.substring(dot + 1));
      this.document = document;
    }

    Builder column(String columnName, String type) {
      return column(columnName, builtIn(type));
    }

    Builder column(String columnName, PgType type) {
      columns.add(new ReadModel.Column(columnName, type, true, null));
      return this;
    }

    Builder comment(String text) {
      comment = text;
      return this;
    }

    Builder manyPerId() {
      uniqueId = false;
      return this;
    }

    ReadModel build() {
      ReadModel.Kind kind =
          name.name().startsWith("tv_")
              ? ReadModel.Kind.TABLE_VIEW
              : name.name().startsWith("mv_")
                  ? ReadModel.Kind.MATERIALIZED_VIEW
                  : ReadModel.Kind.VIEW;
      return new ReadModel(name, kind, List.copyOf(columns), comment, document, uniqueId);
    }
  }
}
