package org.fraiseql.schema;

import java.util.Map;
import org.fraiseql.definition.Shape.Slot;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL object type that stands for a document or a part of one. Its fields are by GraphQL
 * name.
 */
public record ObjectType(String name, Map<String, Field> fields) {

  /**
   * One field.
   *
   * @param key the document's key
   * @param type the object type, when the slot holds an object or a list of objects
   * @param filter what {@code where} takes, when the slot holds a list of objects
   * @param order what {@code orderBy} takes, when the slot holds a list of objects
   */
  public record Field(
      String name,
      String key,
      Slot slot,
      @Nullable ObjectType type,
      @Nullable FilterType filter,
      @Nullable OrderType order) {}
}
