package org.fraiseql.definition;

import org.jspecify.annotations.Nullable;

/** Tells values of their own from those that are made into JSON on the way. */
final class PlainValues {

  private final Definitions definitions;

  PlainValues(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Whether an expression is a value of its own, with no JSON made on the way. */
  boolean isPlain(Expr expr, Scope scope) {
    return switch (expr) {
      case Expr.Constant _, Expr.Word _, Expr.Compound _ -> true;
      case Expr.WholeRow _ -> false;
      case Expr.Cast cast -> !cast.toJson();
      case Expr.Coalesce coalesce ->
          coalesce.arguments().stream().allMatch(argument -> isPlain(argument, scope));
      case Expr.Case choice ->
          choice.branches().stream().allMatch(branch -> isPlain(branch.result(), scope))
              && (choice.otherwise() == null || isPlain(choice.otherwise(), scope));
      case Expr.Call call ->
          !Functions.buildsObject(call)
              && !Functions.buildsArray(call)
              && !Functions.aggregatesJson(call)
              && !Functions.convertsToJson(call);
      case Expr.SubQuery sub -> itemIsPlain(sub.query(), 0, scope);
      case Expr.Column column -> columnIsPlain(column, scope);
    };
  }

  /** The same of a result column of a query. */
  boolean itemIsPlain(Query query, int item, @Nullable Scope around) {
    Query.Select select = Scope.firstSelect(query);
    return select != null
        && item < select.items().size()
        && isPlain(select.items().get(item).expr(), new Scope(around, select));
  }

  private static boolean isValues(Query query) {
    return query instanceof Query.Other other && other.branches().isEmpty();
  }

  private boolean columnIsPlain(Expr.Column column, Scope scope) {
    Scope.Found found = scope.find(column);
    if (found == null) {
      return true;
    }
    return switch (found.source().from()) {
      case From.Table table -> {
        Query query = table.columns().isEmpty() ? definitions.open(table.relation()) : null;
        yield query == null || SelectPruner.keepsText(query)
            ? !Sources.isJson(table, column.name(), definitions.catalog())
            : itemIsPlain(
                query, SourceWriter.item(query, column.name(), java.util.List.of()), null);
      }
      case From.Derived derived when Scope.firstSelect(derived.query()) == null ->
          isValues(derived.query());
      case From.Derived derived ->
          itemIsPlain(
              derived.query(),
              SourceWriter.item(derived.query(), column.name(), derived.columns()),
              found.scope());
      case From.CteReference reference -> {
        Scope.VisibleCte cte = found.scope().cte(reference.name());
        if (cte == null || !reference.columns().isEmpty()) {
          yield false;
        }
        Query query = cte.cte().query();
        yield Scope.firstSelect(query) == null
            ? isValues(query)
            : itemIsPlain(
                query, SourceWriter.item(query, column.name(), cte.cte().columns()), cte.scope());
      }
      case From.Opaque _, From.Join _ -> true;
    };
  }
}
