package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.catalog.PgType;

/** What is asked of a column. Values; equal demands on one column are computed once. */
public sealed interface Demand {

  /** The column as it is. */
  record Whole() implements Demand {}

  /** The selected part of the document, as JSON text; SQL NULL where the document is null. */
  record Json(Projection projection) implements Demand {}

  /** The value at a path of keys, of its own SQL type. */
  record Leaf(List<String> path, PgType type) implements Demand {}

  /** Anything that is null exactly where the column is. */
  record Present() implements Demand {}

  /** Whether some, every or no element of the list at a path satisfies a condition; never null. */
  record Exists(List<String> path, Predicate.Quantifier quantifier, Predicate element)
      implements Demand {}

  /** The column as it is. */
  Demand WHOLE = new Whole();
}
