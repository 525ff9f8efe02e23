package org.fraiseql.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query of a view definition. Immutable. */
sealed interface Query {

  /**
   * A named query of a WITH clause; {@code materialized} is the text between AS and the
   * parenthesis.
   */
  record Cte(String name, List<String> columns, String materialized, Query query) {}

  /** A result column: its name and its expression. */
  record Item(String name, Expr expr) {}

  /**
   * A SELECT.
   *
   * @param distinct what stands between SELECT and the list: empty, {@code DISTINCT} or DISTINCT ON
   *     with its expressions
   * @param tail everything from WINDOW or ORDER BY on
   */
  record Select(
      List<Cte> with,
      boolean recursive,
      @Nullable Expr distinct,
      List<Item> items,
      List<From> from,
      @Nullable Expr where,
      List<Expr> groupBy,
      @Nullable Expr having,
      @Nullable Expr tail)
      implements Query {

    /** The index of the item of that name, or -1. */
    int indexOf(String name) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).name().equals(name)) {
          return i;
        }
      }
      return -1;
    }
  }

  /** Branches joined by UNION ALL, and what follows the last. */
  record UnionAll(List<Cte> with, boolean recursive, List<Query> branches, @Nullable Expr tail)
      implements Query {}

  /**
   * A query that is kept word by word: VALUES, INTERSECT, EXCEPT, UNION without ALL.
   *
   * @param branches of a set operation, to tell what is in its columns; none of VALUES
   */
  record Other(Expr text, List<Query> branches) implements Query {}
}
