package org.fraiseql.definition;

import java.util.List;
import java.util.Set;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.Relation;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/**
 * Proves that no two rows of a relation or query have the same value in a column.
 *
 * <p>The proof: the column is the only GROUP BY term; or it is a column of one source in which it
 * is unique, and every other source adds at most one row to each row of that one: it is joined on a
 * column of its own that is unique, or it is an aggregate without GROUP BY. Anything else is not
 * proven.
 */
final class Uniqueness {

  private final Catalog catalog;
  private final java.util.function.Function<RelationName, @Nullable Query> definitions;

  Uniqueness(
      Catalog catalog, java.util.function.Function<RelationName, @Nullable Query> definitions) {
    this.catalog = catalog;
    this.definitions = definitions;
  }

  boolean unique(RelationName name, String column) {
    Relation relation = catalog.relation(name).orElse(null);
    if (relation == null) {
      return false;
    }
    boolean key = relation.uniqueKeys().stream().anyMatch(k -> k.equals(Set.of(column)));
    if (relation.kind() == Relation.Kind.VIEW) {
      Query query = definitions.apply(name);
      return query != null && unique(query, column, List.of(), null);
    }
    return key;
  }

  boolean unique(Query query, String column, List<String> aliases, @Nullable Scope outer) {
    if (!(query instanceof Query.Select select)
        || select.items().stream().anyMatch(item -> Functions.returnsSet(item.expr()))) {
      return false;
    }
    if (Scope.alwaysOneRow(query)) {
      return true;
    }
    Query.Item item = Scope.item(query, column, aliases);
    if (item == null) {
      return false;
    }
    if (!select.groupBy().isEmpty()) {
      return select.groupBy().equals(List.of(item.expr()));
    }
    Scope scope = new Scope(outer, select);
    if (!(item.expr() instanceof Expr.Column source) || select.from().isEmpty()) {
      return false;
    }
    Scope.Found found = scope.find(source);
    return found != null
        && found.scope() == scope
        && uniqueInSource(found, source.name())
        && othersAddNoRows(select, scope, found.source().alias());
  }

  private boolean uniqueInSource(Scope.Found found, String column) {
    return switch (found.source().from()) {
      case From.Table table -> table.columns().isEmpty() && unique(table.relation(), column);
      case From.Derived derived ->
          unique(derived.query(), column, derived.columns(), found.scope());
      case From.CteReference reference -> {
        Scope.VisibleCte visible = found.scope().cte(reference.name());
        yield visible != null
            && !visible.scope().select.recursive()
            && reference.columns().isEmpty()
            && unique(visible.cte().query(), column, visible.cte().columns(), visible.scope());
      }
      case From.Opaque _, From.Join _ -> false;
    };
  }

  private boolean othersAddNoRows(Query.Select select, Scope scope, String alias) {
    return select.from().stream()
        .allMatch(from -> contains(from, alias) ? around(from, scope, alias) : oneRow(from));
  }

  /** Whether the joins around the source of that alias keep each of its rows single. */
  private boolean around(From from, Scope scope, String alias) {
    if (!(from instanceof From.Join join)) {
      return true;
    }
    boolean left = contains(join.left(), alias);
    From inside = left ? join.left() : join.right();
    From other = left ? join.right() : join.left();
    boolean preserves =
        !join.kind().contains("FULL")
            && !join.kind().contains("NATURAL")
            && !join.kind().contains(left ? "RIGHT" : "LEFT");
    return preserves && around(inside, scope, alias) && addsNoRows(other, join, scope);
  }

  /** Whether the other side of a join has at most one row for each row of this side. */
  boolean addsNoRows(From other, From.Join join, Scope scope) {
    if (oneRow(other)) {
      return true;
    }
    return alias(other) != null
        && (join.using().stream().anyMatch(c -> uniqueIn(other, c, scope))
            || (join.on() != null && equatesUnique(join.on(), other, scope)));
  }

  private boolean equatesUnique(Expr on, From other, Scope scope) {
    if (!(on instanceof Expr.Compound compound)) {
      return false;
    }
    List<Expr> parts = compound.parts();
    if (parts.size() == 3 && parts.get(1) instanceof Expr.Word word && word.text().equals("=")) {
      return equates(parts.get(0), parts.get(2), other, scope)
          || equates(parts.get(2), parts.get(0), other, scope);
    }
    boolean conjunction =
        parts.stream()
            .allMatch(part -> !(part instanceof Expr.Word word) || word.text().equals("AND"));
    return conjunction && parts.stream().anyMatch(part -> equatesUnique(part, other, scope));
  }

  private boolean equates(Expr key, Expr value, From other, Scope scope) {
    String alias = alias(other);
    return key instanceof Expr.Column column
        && alias != null
        && alias.equals(column.source())
        && sameForAll(value, alias)
        && uniqueIn(other, column.name(), scope);
  }

  /** Whether a value does not depend on the row of the source of that alias. */
  private static boolean sameForAll(Expr value, String alias) {
    return switch (value) {
      case Expr.Column column -> column.source() != null && !alias.equals(column.source());
      case Expr.Constant _, Expr.Word _ -> true;
      case Expr.Cast cast -> sameForAll(cast.operand(), alias);
      case Expr.Compound compound ->
          compound.parts().stream().allMatch(part -> sameForAll(part, alias));
      case Expr.Coalesce coalesce ->
          coalesce.arguments().stream().allMatch(part -> sameForAll(part, alias));
      // A function's value may differ from row to row.
      case Expr.Call _, Expr.Case _, Expr.SubQuery _, Expr.WholeRow _ -> false;
    };
  }

  private boolean uniqueIn(From from, String column, Scope scope) {
    String alias = alias(from);
    Scope.Found found = alias == null ? null : scope.find(alias);
    return found != null && uniqueInSource(found, column);
  }

  static boolean oneRow(From from) {
    return from instanceof From.Derived derived && Scope.alwaysOneRow(derived.query());
  }

  static @Nullable String alias(From from) {
    return switch (from) {
      case From.Table table -> table.alias();
      case From.Derived derived -> derived.alias();
      case From.CteReference reference -> reference.alias();
      case From.Opaque opaque -> opaque.alias();
      case From.Join _ -> null;
    };
  }

  private static boolean contains(From from, String alias) {
    return from instanceof From.Join join
        ? contains(join.left(), alias) || contains(join.right(), alias)
        : alias.equals(alias(from));
  }
}
