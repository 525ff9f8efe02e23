package org.fraiseql.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression of a view definition, understood as far as documents need it. What builds JSON has
 * a form of its own; all else stays a {@link Compound} of words and inner expressions, printed back
 * as it came. Immutable.
 */
sealed interface Expr {

  /** A column, with the alias of its source where the definition gives it. */
  record Column(@Nullable String source, String name) implements Expr {}

  /** {@code "o".*}: the whole row of a source. */
  record WholeRow(String source) implements Expr {}

  /** A constant without a cast; {@code string} is the text of a string constant, else null. */
  record Constant(String sql, @Nullable String string) implements Expr {

    boolean isNull() {
      return sql.equals("NULL");
    }
  }

  /** {@code operand::type}. */
  record Cast(Expr operand, String type) implements Expr {

    boolean toJson() {
      return type.equals("\"jsonb\"") || type.equals("\"json\"");
    }
  }

  /**
   * A function or aggregate called by name.
   *
   * @param sql the name as written, quoted and perhaps qualified
   * @param name the bare name of a built-in function; with its schema for any other
   * @param kind what a function of that name is
   * @param orderBy the terms of an aggregate's ORDER BY, each with its direction
   */
  record Call(
      String sql,
      String name,
      Kind kind,
      List<Expr> arguments,
      boolean distinct,
      List<Expr> orderBy,
      @Nullable Expr filter)
      implements Expr {

    /** Kinds of functions; one that shares its name with an aggregate counts as that. */
    enum Kind {
      PLAIN,
      AGGREGATE,
      SET_RETURNING
    }
  }

  /** {@code COALESCE(…)}. */
  record Coalesce(List<Expr> arguments) implements Expr {}

  /** {@code CASE operand WHEN … THEN … ELSE … END}. */
  record Case(@Nullable Expr operand, List<When> branches, @Nullable Expr otherwise)
      implements Expr {

    /** One WHEN branch. */
    record When(Expr condition, Expr result) {}
  }

  /** A sub-select in parentheses. */
  record SubQuery(Query query) implements Expr {}

  /** Words that are printed back as they are. */
  record Word(String text) implements Expr {}

  /** Words and expressions in a row, in parentheses or not. */
  record Compound(List<Expr> parts, boolean parentheses) implements Expr {}
}
