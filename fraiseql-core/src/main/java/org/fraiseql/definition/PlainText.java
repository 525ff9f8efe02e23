package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.catalog.RelationName;

/** Writes a syntax tree back as it was read. */
final class PlainText extends SqlWriter {

  private static final PlainText WRITER = new PlainText();

  private PlainText() {}

  static String of(Expr expr) {
    return WRITER.write(expr);
  }

  static String of(Query query) {
    return WRITER.query(query);
  }

  static String of(From from) {
    return WRITER.from(from);
  }

  static String name(RelationName relation) {
    return quote(relation.context()) + "." + quote(relation.name());
  }

  @Override
  String column(Expr.Column column) {
    return column.source() == null
        ? quote(column.name())
        : quote(column.source()) + "." + quote(column.name());
  }

  @Override
  String wholeRow(Expr.WholeRow row) {
    return quote(row.source()) + ".*";
  }

  @Override
  String query(Query query) {
    return switch (query) {
      case Query.Select select -> with(select.with(), select.recursive()) + select(select);
      case Query.UnionAll union ->
          with(union.with(), union.recursive())
              + union.branches().stream()
                  .map(b -> "(" + query(b) + ")")
                  .collect(Collectors.joining(" UNION ALL "))
              + (union.tail() == null ? "" : " " + write(union.tail()));
      case Query.Other other -> write(other.text());
    };
  }

  static String with(List<Query.Cte> ctes, boolean recursive) {
    if (ctes.isEmpty()) {
      return "";
    }
    return ctes.stream()
        .map(cte -> cteHead(cte) + "(" + of(cte.query()) + ")")
        .collect(Collectors.joining(", ", recursive ? "WITH RECURSIVE " : "WITH ", " "));
  }

  private String select(Query.Select select) {
    StringBuilder sql = new StringBuilder("SELECT ");
    if (select.distinct() != null) {
      sql.append(write(select.distinct())).append(' ');
    }
    sql.append(
        select.items().stream()
            .map(item -> write(item.expr()) + " AS " + quote(item.name()))
            .collect(Collectors.joining(", ")));
    if (!select.from().isEmpty()) {
      sql.append(" FROM ")
          .append(select.from().stream().map(this::from).collect(Collectors.joining(", ")));
    }
    return sql.append(clauses(select, false)).toString();
  }

  private String from(From from) {
    return switch (from) {
      case From.Table table -> table(table);
      case From.CteReference cte ->
          quote(cte.name()) + otherName(cte.name(), cte.alias(), cte.columns());
      case From.Derived derived ->
          (derived.lateral() ? "LATERAL (" : "(")
              + query(derived.query())
              + ")"
              + aliased(derived.alias(), derived.columns());
      case From.Opaque opaque -> write(opaque.text());
      case From.Join join ->
          "("
              + from(join.left())
              + " "
              + join(join)
              + " "
              + from(join.right())
              + (join.on() == null ? "" : " ON " + write(join.on()))
              + using(join)
              + ")";
    };
  }

  private static String otherName(String name, String alias, List<String> columns) {
    return alias.equals(name) && columns.isEmpty() ? "" : aliased(alias, columns);
  }

  static String join(From.Join join) {
    return join.kind().isEmpty() ? "JOIN" : join.kind() + " JOIN";
  }

  static String using(From.Join join) {
    return join.using().isEmpty()
        ? ""
        : join.using().stream()
            .map(c -> quote(c))
            .collect(Collectors.joining(", ", " USING (", ")"));
  }

  static String table(From.Table table) {
    return (table.only() ? "ONLY " : "")
        + name(table.relation())
        + otherName(table.relation().name(), table.alias(), table.columns())
        + (table.suffix().isEmpty() ? "" : " " + table.suffix());
  }
}
