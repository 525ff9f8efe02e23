package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/** An entry of a FROM clause. Immutable. */
sealed interface From {

  /** A relation by name; {@code suffix} is a TABLESAMPLE clause or empty. */
  record Table(
      RelationName relation, boolean only, String alias, List<String> columns, String suffix)
      implements From {}

  /** The result of a WITH query. */
  record CteReference(String name, String alias, List<String> columns) implements From {}

  /** A query in parentheses. */
  record Derived(boolean lateral, Query query, String alias, List<String> columns)
      implements From {}

  /** A function, or anything else that is kept word by word; {@code alias} may be null. */
  record Opaque(Expr text, @Nullable String alias) implements From {}

  /** A join: {@code kind} is what stands before JOIN, such as {@code LEFT} or {@code CROSS}. */
  record Join(String kind, From left, From right, @Nullable Expr on, List<String> using)
      implements From {}
}
