package org.fraiseql.schema;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ObjectShape;
import org.jspecify.annotations.Nullable;

/**
 * An object type while the schema is built: places that share it can still make its fields
 * nullable.
 */
final class Draft {

  final String name;
  final String place;
  final @Nullable String description;

  /** Drafts of the objects inside, by key. */
  final Map<String, Draft> children = new LinkedHashMap<>();

  /** The fields that are served: keys by GraphQL name. */
  final Map<String, String> keys = new LinkedHashMap<>();

  private ObjectShape shape;

  Draft(String name, String place, @Nullable String description, ObjectShape shape) {
    this.name = name;
    this.place = place;
    this.description = description;
    this.shape = shape;
  }

  ObjectShape shape() {
    return shape;
  }

  /** The fields that are served, by GraphQL name. */
  Map<String, Field> fields() {
    Map<String, Field> byKey = new HashMap<>();
    shape.fields().forEach(field -> byKey.put(field.key(), field));
    Map<String, Field> fields = new LinkedHashMap<>();
    keys.forEach((name, key) -> fields.put(name, Objects.requireNonNull(byKey.get(key))));
    return fields;
  }

  /** Lets another object of a like shape use this type. */
  void share(ObjectShape other) {
    shape = Shapes.union(shape, other);
    for (var field : other.fields()) {
      Draft child = children.get(field.key());
      if (child != null) {
        Shapes.object(field.slot().shape()).ifPresent(child::share);
      }
    }
  }
}
