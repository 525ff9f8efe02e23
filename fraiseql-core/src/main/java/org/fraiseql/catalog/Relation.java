package org.fraiseql.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table, view or materialized view. Immutable.
 *
 * @param definition a view's query as {@code pg_get_viewdef} writes it with all names quoted and
 *     qualified; else null
 * @param uniqueKeys the columns of each unique index that holds for all rows and at once; nulls may
 *     repeat
 * @param securityInvoker whether a view reads with its caller's rights
 * @param rowSecurity whether row-level security is on
 * @param readable whether every role that we serve may read it
 */
public record Relation(
    RelationName name,
    Kind kind,
    List<Column> columns,
    @Nullable String comment,
    @Nullable String definition,
    List<Set<String>> uniqueKeys,
    boolean securityInvoker,
    boolean rowSecurity,
    boolean readable) {

  /** PostgreSQL's kinds of relations that hold rows. */
  public enum Kind {
    TABLE,
    VIEW,
    MATERIALIZED_VIEW
  }

  /** A column. */
  public record Column(String name, PgType type, boolean notNull, @Nullable String comment) {}

  /** The column of that name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }
}
