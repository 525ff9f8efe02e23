package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.catalog.RelationName;
import org.jspecify.annotations.Nullable;

/**
 * Writes a read model as a query with exactly the columns that are asked for: an open view from its
 * definition, with only the joins that these columns need; every other relation by its name.
 * Thread-safe.
 */
public final class Pruner {

  /** A result column: what is asked of a relation's column, and the name of the result. */
  public record Output(String column, Demand demand, String name) {}

  private final Definitions definitions;

  public Pruner(Definitions definitions) {
    this.definitions = definitions;
  }

  /** A SELECT over all rows of the relation; to be used as a sub-query. */
  public String select(RelationName relation, List<Output> outputs) {
    Query query = definitions.open(relation);
    if (query != null && SelectPruner.prunable(query)) {
      Query.Select first = java.util.Objects.requireNonNull(Scope.firstSelect(query));
      List<SelectPruner.Output> items = new ArrayList<>();
      outputs.forEach(
          o -> items.add(new SelectPruner.Output(first.indexOf(o.column()), o.demand(), o.name())));
      return SelectPruner.query(definitions, null, query, items);
    }
    return "SELECT " + stored(relation, outputs) + " FROM " + PlainText.name(relation) + " r";
  }

  /**
   * What is asked of a document that is there as a whole.
   *
   * @param json an expression of type jsonb
   */
  public static String part(String json, Demand demand) {
    return StoredSql.of(json, demand);
  }

  /** What is asked of a relation that is read by name. */
  private String stored(RelationName relation, List<Output> outputs) {
    return outputs.stream()
        .map(o -> stored(relation, o.column(), o.demand()) + " AS " + quote(o.name()))
        .collect(Collectors.joining(", "));
  }

  private String stored(RelationName relation, String column, Demand demand) {
    String sql = "r." + quote(column);
    boolean document =
        definitions
            .catalog()
            .relation(relation)
            .flatMap(r -> r.column(column))
            .map(c -> c.type().base().is("jsonb"))
            .orElse(false);
    return document && !(demand instanceof Demand.Whole)
        ? StoredSql.of(sql, demand)
        : DocumentSql.plain(sql, demand);
  }

  /**
   * A SELECT of a page of the relation's rows, in order, if they can be found in the view's first
   * source alone: the page is cut there, before anything is joined. Null if they cannot.
   *
   * @param rows the LIMIT and OFFSET clauses
   */
  public @Nullable String page(
      RelationName relation,
      List<Output> outputs,
      @Nullable Predicate where,
      List<Projection.Order> order,
      String rows) {
    Query query = definitions.open(relation);
    if (query == null) {
      return storedPage(relation, outputs, where, order, rows);
    }
    if (!(query instanceof Query.Select select) || !SelectPruner.prunable(query)) {
      return null;
    }
    List<SelectPruner.Output> items = new ArrayList<>();
    outputs.forEach(
        o -> items.add(new SelectPruner.Output(select.indexOf(o.column()), o.demand(), o.name())));
    return PageWriter.write(
        definitions, select, items, select::indexOf, new PageWriter.Page(where, order, rows));
  }

  private String storedPage(
      RelationName relation,
      List<Output> outputs,
      @Nullable Predicate where,
      List<Projection.Order> order,
      String rows) {
    Set<String> columns = new LinkedHashSet<>();
    outputs.forEach(output -> columns.add(output.column()));
    Function<Demand, String> values =
        demand -> {
          boolean column = demand instanceof Demand.Leaf leaf && Predicate.isColumn(leaf.path());
          String name = column ? ((Demand.Leaf) demand).path().getLast() : "data";
          columns.add(name);
          return column ? "r." + quote(name) : stored(relation, name, demand);
        };
    String condition = where == null ? "" : " WHERE " + Predicates.write(where, values);
    String terms =
        order.stream()
            .map(o -> values.apply(new Demand.Leaf(o.path(), o.type())) + o.direction())
            .collect(Collectors.joining(", "));
    String sorted = terms.isEmpty() ? "" : " ORDER BY " + terms;
    String page =
        "(SELECT "
            + columns.stream().map(c -> "r." + quote(c)).collect(Collectors.joining(", "))
            + " FROM "
            + PlainText.name(relation)
            + " r"
            + condition
            + sorted
            + rows
            + ") r";
    return "SELECT " + stored(relation, outputs) + " FROM " + page + sorted;
  }
}
