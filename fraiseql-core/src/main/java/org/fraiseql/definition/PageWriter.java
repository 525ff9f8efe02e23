package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of a view, if its rows can be found and cut in the view's first source alone: all other
 * sources give each row of that one exactly one partner, or leave it without.
 */
final class PageWriter {

  /**
   * Which rows, in which order.
   *
   * @param rows the LIMIT and OFFSET clauses
   */
  record Page(@Nullable Predicate where, List<Projection.Order> order, String rows) {}

  private final Definitions definitions;
  private final Query.Select select;
  private final ToIntFunction<String> itemOf;
  private final SelectPruner pruner;

  private PageWriter(Definitions definitions, Query.Select select, ToIntFunction<String> itemOf) {
    this.definitions = definitions;
    this.select = select;
    this.itemOf = itemOf;
    this.pruner = new SelectPruner(definitions, null, select);
  }

  /**
   * The SELECT of the page, rows in order, or null if it cannot be cut that early.
   *
   * @param itemOf the index of the item behind a column of the relation
   */
  static @Nullable String write(
      Definitions definitions,
      Query query,
      List<SelectPruner.Output> outputs,
      ToIntFunction<String> itemOf,
      Page page) {
    return query instanceof Query.Select plain
        ? new PageWriter(definitions, plain, itemOf).write(outputs, page)
        : null;
  }

  private @Nullable String write(List<SelectPruner.Output> outputs, Page page) {
    if (select.from().size() != 1
        || !select.groupBy().isEmpty()
        || select.having() != null
        || select.distinct() != null
        || select.tail() != null
        || Scope.alwaysOneRow(select)
        || select.items().stream().anyMatch(item -> Functions.hasWindow(item.expr()))) {
      return null;
    }
    From from = select.from().getFirst();
    if (from instanceof From.Table table
        && pruner.sources().openQuery(table) instanceof Query inner
        && select.where() == null) {
      return passedOn(inner, outputs, page);
    }
    String driving = drivingSource(from);
    return driving == null ? null : cut(driving, outputs, page);
  }

  private @Nullable String cut(String driving, List<SelectPruner.Output> outputs, Page page) {
    Function<Demand, String> values = this::value;
    String where = page.where() == null ? "" : Predicates.write(page.where(), values);
    String own = select.where() == null ? "" : pruner.write(select.where());
    String both =
        where.isEmpty() || own.isEmpty() ? own + where : "(" + own + ") AND (" + where + ")";
    String terms =
        page.order().stream()
            .map(o -> values.apply(new Demand.Leaf(o.path(), o.type())) + o.direction())
            .collect(Collectors.joining(", "));
    if (!pruner.sources().onlyUses(driving)) {
      return null;
    }
    String order = terms.isEmpty() ? "" : " ORDER BY " + terms;
    pruner.sources().page(driving, (both.isEmpty() ? "" : " WHERE " + both) + order + page.rows());
    List<String> columns = new ArrayList<>();
    for (SelectPruner.Output output : outputs) {
      Expr expr = select.items().get(output.item()).expr();
      columns.add(
          pruner.documents().translate(expr, output.demand(), false)
              + " AS "
              + quote(output.name()));
    }
    String sources = pruner.sources().from();
    return pruner.sources().with() + "SELECT " + String.join(", ", columns) + sources + order;
  }

  /** A view that only passes on the columns of another. */
  private @Nullable String passedOn(Query inner, List<SelectPruner.Output> outputs, Page page) {
    Query.Select first = Scope.firstSelect(inner);
    boolean passesOn = select.items().stream().allMatch(item -> item.expr() instanceof Expr.Column);
    if (first == null || !passesOn) {
      return null;
    }
    IntUnaryOperator beneath =
        item -> first.indexOf(((Expr.Column) select.items().get(item).expr()).name());
    List<SelectPruner.Output> mapped =
        outputs.stream()
            .map(o -> new SelectPruner.Output(beneath.applyAsInt(o.item()), o.demand(), o.name()))
            .toList();
    return write(
        definitions, inner, mapped, column -> beneath.applyAsInt(itemOf.applyAsInt(column)), page);
  }

  private String value(Demand demand) {
    boolean column = demand instanceof Demand.Leaf leaf && Predicate.isColumn(leaf.path());
    String name = column ? ((Demand.Leaf) demand).path().getLast() : "data";
    Expr expr = select.items().get(itemOf.applyAsInt(name)).expr();
    return pruner.documents().translate(expr, column ? Demand.WHOLE : demand, false);
  }

  /**
   * The alias of the leftmost source, if all joins to its right keep its rows as they are; else
   * null.
   */
  private @Nullable String drivingSource(From from) {
    From left = from;
    while (left instanceof From.Join join) {
      if (!pruner.sources().keepsRows(join)) {
        return null;
      }
      left = join.left();
    }
    return Uniqueness.alias(left);
  }
}
