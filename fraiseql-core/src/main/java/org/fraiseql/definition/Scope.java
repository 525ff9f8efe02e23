package org.fraiseql.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names mean inside one SELECT: its sources by alias, the WITH queries it sees, and the scope
 * around it.
 *
 * <p>Not thread-safe; made for one walk over a definition.
 */
final class Scope {

  /** A source of rows, and whether an outer join can make its columns null. */
  record Source(From from, String alias, boolean nulled) {}

  /** A source and the scope that it belongs to. */
  record Found(Scope scope, Source source) {}

  /** A WITH query and the scope that its own text sees. */
  record VisibleCte(Query.Cte cte, Scope scope) {}

  final @Nullable Scope parent;
  final Query.Select select;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, VisibleCte> ctes = new LinkedHashMap<>();

  Scope(@Nullable Scope parent, Query.Select select) {
    this.parent = parent;
    this.select = select;
    select.with().forEach(cte -> ctes.put(cte.name(), new VisibleCte(cte, this)));
    select.from().forEach(from -> add(from, false));
  }

  /** The scope of a union's branches: it has the union's WITH queries, and no sources. */
  static Scope of(@Nullable Scope parent, Query.UnionAll union) {
    return new Scope(
        parent,
        new Query.Select(
            union.with(),
            union.recursive(),
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null));
  }

  private void add(From from, boolean nulled) {
    switch (from) {
      case From.Join join -> {
        boolean left = join.kind().contains("RIGHT") || join.kind().contains("FULL");
        boolean right = join.kind().contains("LEFT") || join.kind().contains("FULL");
        add(join.left(), nulled || left);
        add(join.right(), nulled || right);
      }
      case From.Table table -> put(table, table.alias(), nulled);
      case From.CteReference cte -> put(cte, cte.alias(), nulled);
      case From.Derived derived -> put(derived, derived.alias(), nulled);
      case From.Opaque opaque -> {
        if (opaque.alias() != null) {
          put(opaque, opaque.alias(), nulled);
        }
      }
    }
  }

  private void put(From from, String alias, boolean nulled) {
    sources.put(alias, new Source(from, alias, nulled));
  }

  List<Source> sources() {
    return new ArrayList<>(sources.values());
  }

  /** The source of that alias, here or further out. */
  @Nullable Found find(String alias) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Source source = scope.sources.get(alias);
      if (source != null) {
        return new Found(scope, source);
      }
    }
    return null;
  }

  /**
   * The source that a column belongs to. PostgreSQL leaves the alias out only where a SELECT has a
   * single source, so an unqualified name belongs to it, or it is a name that no source has, such
   * as a result column in ORDER BY.
   */
  @Nullable Found find(Expr.Column column) {
    if (column.source() != null) {
      return find(column.source());
    }
    return sources.size() == 1 ? new Found(this, sources.values().iterator().next()) : null;
  }

  @Nullable VisibleCte cte(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      VisibleCte cte = scope.ctes.get(name);
      if (cte != null) {
        return cte;
      }
    }
    return null;
  }

  /**
   * Whether the SELECT has exactly one row, whatever is in its sources: an aggregate over
   * everything.
   */
  static boolean alwaysOneRow(Query query) {
    return query instanceof Query.Select select
        && select.groupBy().isEmpty()
        && select.having() == null
        && select.distinct() == null
        && select.tail() == null
        && (select.from().isEmpty()
            ? select.where() == null
            : select.items().stream().anyMatch(i -> aggregates(i.expr())))
        && select.items().stream().noneMatch(item -> Functions.returnsSet(item.expr()));
  }

  /** Whether the expression has an aggregate of its own SELECT in it. */
  static boolean aggregates(Expr expr) {
    return switch (expr) {
      case Expr.Call call ->
          Functions.isAggregate(call) || call.arguments().stream().anyMatch(Scope::aggregates);
      case Expr.Cast cast -> aggregates(cast.operand());
      case Expr.Coalesce coalesce -> coalesce.arguments().stream().anyMatch(Scope::aggregates);
      case Expr.Case choice ->
          (choice.operand() != null && aggregates(choice.operand()))
              || choice.branches().stream()
                  .anyMatch(b -> aggregates(b.condition()) || aggregates(b.result()))
              || (choice.otherwise() != null && aggregates(choice.otherwise()));
      case Expr.Compound compound ->
          Functions.isWindow(compound)
              ? compound.parts().stream().anyMatch(Scope::aggregatesBeneathWindow)
              : compound.parts().stream()
                  .anyMatch(part -> Functions.isAggregateWord(part) || aggregates(part));
      case Expr.Column _, Expr.WholeRow _, Expr.Constant _, Expr.SubQuery _, Expr.Word _ -> false;
    };
  }

  /** In {@code sum(count(*)) OVER ()} the sum is a window function, and the count an aggregate. */
  private static boolean aggregatesBeneathWindow(Expr part) {
    return part instanceof Expr.Call call
        ? call.arguments().stream().anyMatch(Scope::aggregates)
        : aggregates(part);
  }

  /**
   * The expression behind a result column of a query, by position for aliased columns; null when it
   * is not known.
   */
  static Query.@Nullable Item item(Query query, String column, List<String> aliases) {
    Query.Select first = firstSelect(query);
    int index = first == null ? -1 : indexOf(query, column, aliases);
    return first == null || index < 0 ? null : first.items().get(index);
  }

  /** The index of a result column, or -1. */
  static int indexOf(Query query, String column, List<String> aliases) {
    Query.Select first = namingSelect(query);
    if (first == null) {
      return -1;
    }
    int index = aliases.indexOf(column);
    index = index < 0 ? first.indexOf(column) : index;
    return index < first.items().size() ? index : -1;
  }

  /** Whether a GROUP BY clause has ROLLUP, CUBE or GROUPING SETS. */
  static boolean groupsInSets(Query.Select select) {
    return select.groupBy().stream()
        .anyMatch(
            term ->
                term instanceof Expr.Compound compound
                    && compound.parts().getFirst() instanceof Expr.Word word
                    && List.of("ROLLUP", "CUBE", "GROUPING").contains(word.text()));
  }

  /** Whether each group has a row at least. */
  static boolean groupsHaveRows(Query.Select select) {
    return !select.groupBy().isEmpty() && !groupsInSets(select);
  }

  /** The SELECT whose names the columns have; of a query that is kept word by word too. */
  private static Query.@Nullable Select namingSelect(Query query) {
    return switch (query) {
      case Query.Select select -> select;
      case Query.UnionAll union -> namingSelect(union.branches().getFirst());
      case Query.Other other ->
          other.branches().isEmpty() ? null : namingSelect(other.branches().getFirst());
    };
  }

  static Query.@Nullable Select firstSelect(Query query) {
    return switch (query) {
      case Query.Select select -> select;
      case Query.UnionAll union -> firstSelect(union.branches().getFirst());
      case Query.Other _ -> null;
    };
  }
}
