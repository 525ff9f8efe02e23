package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.catalog.PgType;

/** A condition on a document. Immutable. */
public sealed interface Predicate {

  /** All hold; true when empty. */
  record And(List<Predicate> parts) implements Predicate {}

  /** One holds; false when empty. */
  record Or(List<Predicate> parts) implements Predicate {}

  /** It does not hold. */
  record Not(Predicate part) implements Predicate {}

  /**
   * A condition on the value at a path; {@code sql} has <code>{path}</code> where the value goes.
   */
  record Test(List<String> path, PgType type, String sql) implements Predicate {}

  /** A condition on the elements of the list at a path. */
  record Elements(List<String> path, Quantifier quantifier, Predicate element)
      implements Predicate {}

  /**
   * A path of this and a name stands for a real column of the relation, not for a key of its
   * document.
   */
  String COLUMN = "\u0000column";

  /** Whether a path stands for a real column. */
  static boolean isColumn(List<String> path) {
    return path.size() == 2 && path.getFirst().equals(COLUMN);
  }

  /** How many elements must satisfy it. */
  enum Quantifier {
    SOME,
    EVERY,
    NONE
  }
}
