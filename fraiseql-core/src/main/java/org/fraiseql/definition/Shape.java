package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/** The typed structure of a document. Immutable. */
public sealed interface Shape {

  /**
   * A JSON object with known keys.
   *
   * @param typeName the document's constant {@code __typename}, if it has one
   * @param model the read model whose whole document this is, if it is one
   * @param fields without {@code __typename}, in the order of the definition
   */
  record ObjectShape(@Nullable String typeName, @Nullable RelationName model, List<Field> fields)
      implements Shape {}

  /** A JSON array. */
  record ListShape(Slot element) implements Shape {}

  /** A value of a PostgreSQL type. Arrays of PostgreSQL are scalars here, with an array type. */
  record ScalarShape(PgType type) implements Shape {}

  /** JSON about which nothing more is known; the reason says why, for the report. */
  record OpaqueShape(String reason) implements Shape {}

  /** What stands in one place of a document, and whether it can be JSON null there. */
  record Slot(Shape shape, boolean nullable) {}

  /**
   * One key of an object. The description comes from the comment of the column that it is taken
   * from.
   */
  record Field(String key, Slot slot, @Nullable String description) {}
}
