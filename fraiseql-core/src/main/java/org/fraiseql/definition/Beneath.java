package org.fraiseql.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/** The relations that a query names, sub-queries included. */
final class Beneath {

  private final Set<RelationName> names = new LinkedHashSet<>();

  private Beneath() {}

  static Set<RelationName> of(Query query) {
    Beneath beneath = new Beneath();
    beneath.query(query);
    return beneath.names;
  }

  private void query(Query query) {
    switch (query) {
      case Query.Select select -> {
        select.with().forEach(cte -> query(cte.query()));
        select.items().forEach(item -> expr(item.expr()));
        select.from().forEach(this::from);
        expr(select.distinct());
        expr(select.where());
        exprs(select.groupBy());
        expr(select.having());
        expr(select.tail());
      }
      case Query.UnionAll union -> {
        union.with().forEach(cte -> query(cte.query()));
        union.branches().forEach(this::query);
        expr(union.tail());
      }
      case Query.Other other -> expr(other.text());
    }
  }

  private void from(From from) {
    switch (from) {
      case From.Table table -> names.add(table.relation());
      case From.Derived derived -> query(derived.query());
      case From.Opaque opaque -> expr(opaque.text());
      case From.Join join -> {
        from(join.left());
        from(join.right());
        expr(join.on());
      }
      case From.CteReference _ -> {}
    }
  }

  private void exprs(List<Expr> exprs) {
    exprs.forEach(this::expr);
  }

  private void expr(@Nullable Expr expr) {
    switch (expr) {
      case Expr.SubQuery sub -> query(sub.query());
      case Expr.Cast cast -> expr(cast.operand());
      case Expr.Call call -> {
        exprs(call.arguments());
        exprs(call.orderBy());
        expr(call.filter());
      }
      case Expr.Coalesce coalesce -> exprs(coalesce.arguments());
      case Expr.Case choice -> {
        expr(choice.operand());
        choice.branches().forEach(b -> exprs(List.of(b.condition(), b.result())));
        expr(choice.otherwise());
      }
      case Expr.Compound compound -> exprs(compound.parts());
      case Expr.Column _, Expr.WholeRow _, Expr.Constant _, Expr.Word _ -> {}
      case null -> {}
    }
  }
}
