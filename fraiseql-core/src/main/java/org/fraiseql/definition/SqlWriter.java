package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.definition.Query.Cte;

/** Writes syntax trees as SQL. Subclasses decide what becomes of columns, rows and sub-queries. */
abstract class SqlWriter {

  abstract String column(Expr.Column column);

  abstract String wholeRow(Expr.WholeRow row);

  abstract String query(Query query);

  String write(Expr expr) {
    return switch (expr) {
      case Expr.Column column -> column(column);
      case Expr.WholeRow row -> wholeRow(row);
      case Expr.Constant constant -> constant.sql();
      case Expr.Cast cast -> "(" + write(cast.operand()) + ")::" + cast.type();
      case Expr.Call call -> call(call);
      case Expr.Coalesce coalesce -> "COALESCE(" + list(coalesce.arguments()) + ")";
      case Expr.Case choice -> choice(choice);
      case Expr.SubQuery sub -> "(" + query(sub.query()) + ")";
      case Expr.Word word -> word.text();
      case Expr.Compound compound -> compound(compound);
    };
  }

  String list(List<Expr> exprs) {
    return exprs.stream().map(this::write).collect(Collectors.joining(", "));
  }

  private String compound(Expr.Compound compound) {
    String inner = compound.parts().stream().map(this::write).collect(Collectors.joining(" "));
    return compound.parentheses() ? "(" + inner + ")" : inner;
  }

  private String call(Expr.Call call) {
    return call.sql()
        + "("
        + (call.distinct() ? "DISTINCT " : "")
        + list(call.arguments())
        + aggregateTail(call);
  }

  /** What follows an aggregate's arguments: its order, the parenthesis, its filter. */
  String aggregateTail(Expr.Call call) {
    String order = call.orderBy().isEmpty() ? "" : " ORDER BY " + list(call.orderBy());
    String filter = call.filter() == null ? "" : " FILTER (WHERE " + write(call.filter()) + ")";
    return order + ")" + filter;
  }

  private String choice(Expr.Case choice) {
    StringBuilder sql = new StringBuilder("CASE");
    if (choice.operand() != null) {
      sql.append(' ').append(write(choice.operand()));
    }
    for (Expr.Case.When when : choice.branches()) {
      sql.append(" WHEN ")
          .append(write(when.condition()))
          .append(" THEN ")
          .append(write(when.result()));
    }
    if (choice.otherwise() != null) {
      sql.append(" ELSE ").append(write(choice.otherwise()));
    }
    return sql.append(" END").toString();
  }

  /**
   * What follows the FROM clause.
   *
   * @param oneRow whether it must be one row although its result columns no longer aggregate:
   *     without an aggregate it would have as many rows as its sources
   */
  String clauses(Query.Select select, boolean oneRow) {
    StringBuilder sql = new StringBuilder();
    if (select.where() != null) {
      sql.append(" WHERE ").append(write(select.where()));
    }
    if (!select.groupBy().isEmpty()) {
      sql.append(" GROUP BY ").append(list(select.groupBy()));
    }
    if (select.having() != null) {
      sql.append(" HAVING ").append(write(select.having()));
    } else if (oneRow) {
      sql.append(" HAVING TRUE");
    }
    if (select.tail() != null) {
      sql.append(' ').append(write(select.tail()));
    }
    return sql.toString();
  }

  static String aliased(String alias, List<String> columns) {
    if (columns.isEmpty()) {
      return " " + quote(alias);
    }
    return " "
        + quote(alias)
        + columns.stream().map(c -> quote(c)).collect(Collectors.joining(", ", "(", ")"));
  }

  static String cteHead(Cte cte) {
    return aliased(cte.name(), cte.columns()).strip() + " AS " + cte.materialized();
  }
}
