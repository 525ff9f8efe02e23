package org.fraiseql.definition;

import org.fraiseql.catalog.PgType;

/**
 * Tells the type of an expression in its scope; PostgreSQL is asked, since it alone resolves its
 * operators.
 */
interface Types {

  /**
   * The expression's type.
   *
   * @param aggregated whether the expression is an argument of an aggregate of that scope
   * @throws NotUnderstood if PostgreSQL could not say
   */
  PgType of(Expr expr, Scope scope, boolean aggregated);
}
