package org.fraiseql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a table or of a domain that PostgreSQL enforces. Immutable.
 *
 * @param owner the table's name, or the domain's
 * @param name the constraint's name; a unique index that belongs to no constraint has its own
 * @param columns the columns that it is about, those inside expressions included; none for a domain
 * @param comment the comment on the constraint, annotations included
 */
public record Constraint(
    String context,
    String owner,
    String name,
    Kind kind,
    List<String> columns,
    @Nullable String comment) {

  /** PostgreSQL's kinds; a unique index counts as UNIQUE. */
  public enum Kind {
    UNIQUE,
    FOREIGN_KEY,
    CHECK,
    EXCLUSION,
    DOMAIN_CHECK
  }

  public Constraint {
    columns = List.copyOf(columns);
  }
}
