package org.fraiseql.definition;

import java.util.List;
import java.util.Optional;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/**
 * A relation with a {@code data} document. Immutable.
 *
 * @param columns the relation's real columns beside {@code data}
 * @param comment the relation's comment, annotations included
 * @param document the shape of {@code data}; opaque when it is not understood
 * @param uniqueId whether {@code id} is proven unique
 */
public record ReadModel(
    RelationName name,
    Kind kind,
    List<Column> columns,
    @Nullable String comment,
    Shape document,
    boolean uniqueId) {

  /** How the relation's name begins. */
  public enum Kind {
    VIEW,
    TABLE_VIEW,
    MATERIALIZED_VIEW
  }

  /** A real column. */
  public record Column(String name, PgType type, boolean nullable, @Nullable String comment) {}

  /** The real column of that name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }
}
