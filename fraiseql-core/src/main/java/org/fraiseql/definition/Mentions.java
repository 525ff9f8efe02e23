package org.fraiseql.definition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/** The names in a query, sub-queries included. */
final class Mentions {

  private final Set<RelationName> relations = new LinkedHashSet<>();
  private final Set<Expr.Column> columns = new LinkedHashSet<>();
  private final Set<Expr.WholeRow> rows = new LinkedHashSet<>();
  private final Map<String, String> ctesByAlias = new LinkedHashMap<>();
  private final Set<String> ctes = new LinkedHashSet<>();
  private final Set<String> wholeCtes = new LinkedHashSet<>();
  private boolean unread;
  private boolean verbatim;

  private Mentions() {}

  static Mentions of(Query query) {
    Mentions mentions = new Mentions();
    mentions.query(query);
    return mentions;
  }

  /**
   * The relations that the query reads. In a query that is kept word by word a relation looks like
   * a column, so there everything counts that could be one.
   */
  Set<RelationName> relations() {
    return relations;
  }

  Set<Expr.Column> columns() {
    return columns;
  }

  Set<Expr.WholeRow> rows() {
    return rows;
  }

  /** Whether the row of a source of that alias is used as a value. */
  boolean hasRowOf(String alias) {
    return rows.contains(new Expr.WholeRow(alias));
  }

  /** Names that WITH queries are referred to by, and perhaps others. */
  Set<String> ctes() {
    return ctes;
  }

  /** Whether a reference to that WITH query needs all its columns, in their order. */
  boolean needsAllOf(String cte) {
    return wholeCtes.contains(cte) || hasRowOfCte(cte);
  }

  private boolean hasRowOfCte(String name) {
    return rows.stream().anyMatch(row -> name.equals(ctesByAlias.get(row.source())));
  }

  private void query(Query query) {
    boolean unreadAround = unread;
    boolean verbatimAround = verbatim;
    unread |= query instanceof Query.Other;
    verbatim |= SelectPruner.keepsText(query);
    inside(query);
    unread = unreadAround;
    verbatim = verbatimAround;
  }

  private void inside(Query query) {
    switch (query) {
      case Query.Select select -> {
        boolean verbatimAround = verbatim;
        verbatim |= select.recursive();
        select.with().forEach(cte -> query(cte.query()));
        verbatim = verbatimAround;
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
      case From.Table table -> relations.add(table.relation());
      case From.Derived derived -> query(derived.query());
      case From.Opaque opaque -> expr(opaque.text());
      case From.Join join -> {
        from(join.left());
        from(join.right());
        expr(join.on());
      }
      case From.CteReference reference -> {
        ctes.add(reference.name());
        ctesByAlias.put(reference.alias(), reference.name());
        if (verbatim || !reference.columns().isEmpty()) {
          wholeCtes.add(reference.name());
        }
      }
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
      case Expr.Column column -> {
        columns.add(column);
        if (unread) {
          maybeRelation(column);
        }
      }
      case Expr.WholeRow row -> rows.add(row);
      case Expr.Constant _, Expr.Word _ -> {}
      case null -> {}
    }
  }

  private void maybeRelation(Expr.Column name) {
    if (name.source() != null) {
      relations.add(new RelationName(name.source(), name.name()));
    } else {
      ctes.add(name.name());
      wholeCtes.add(name.name());
      if (name.name().startsWith("pg_")) {
        relations.add(new RelationName("pg_catalog", name.name()));
      }
    }
  }
}
