package org.fraiseql.definition;

import org.jspecify.annotations.Nullable;

/**
 * Tells sources whose rows are groups: PostgreSQL builds all of them, unless it is told a key from
 * outside.
 */
final class Grouping {

  private final Definitions definitions;

  Grouping(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Whether reading a few rows of the source costs as much as reading all. */
  boolean groups(From from, Scope scope) {
    return switch (from) {
      case From.Table table -> {
        Query query = definitions.open(table.relation());
        yield query != null && groups(query, null);
      }
      case From.Derived derived -> !derived.lateral() && groups(derived.query(), scope);
      case From.CteReference reference -> {
        Scope.VisibleCte cte = scope.cte(reference.name());
        yield cte != null && groups(cte.cte().query(), cte.scope());
      }
      case From.Join join -> groups(join.left(), scope) || groups(join.right(), scope);
      case From.Opaque _ -> false;
    };
  }

  private boolean groups(Query query, @Nullable Scope outer) {
    if (!(query instanceof Query.Select select)) {
      return false;
    }
    Scope scope = new Scope(outer, select);
    return !select.groupBy().isEmpty()
        || select.distinct() != null
        || select.from().stream().anyMatch(from -> groups(from, scope));
  }
}
