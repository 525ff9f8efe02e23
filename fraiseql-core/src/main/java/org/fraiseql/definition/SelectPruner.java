package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.definition.Projection.Items;
import org.fraiseql.definition.Projection.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Writes one SELECT with other result columns than it was defined with, and only with the sources
 * that these need.
 *
 * <p>Writing a column asks its source for it. A source that is a query itself (an open view, a
 * sub-select, a WITH query) is written last, with exactly the columns that were asked of it. So the
 * result columns are written first, then the clauses, then the FROM clause from right to left,
 * since a LATERAL source asks those before it; then the WITH queries from last to first. A join
 * that nothing was asked of, and that can neither add nor remove rows, is left out.
 */
final class SelectPruner extends SqlWriter {

  /** A result column to write: the demand on the item at an index. */
  record Output(int item, Demand demand, String name) {}

  private final Definitions definitions;
  private final @Nullable SelectPruner parent;
  final Query.Select select;
  final Scope scope;
  private final DocumentSql documents = new DocumentSql(this);
  private final PlainValues plainValues;
  private final SourceWriter sources;

  SelectPruner(Definitions definitions, @Nullable SelectPruner parent, Query.Select select) {
    this.definitions = definitions;
    this.parent = parent;
    this.select = select;
    this.scope = new Scope(parent == null ? null : parent.scope, select);
    this.plainValues = new PlainValues(definitions);
    this.sources = new SourceWriter(definitions, this, scope);
  }

  /** A query with the given result columns. */
  static String query(
      Definitions definitions, @Nullable SelectPruner parent, Query query, List<Output> outputs) {
    return switch (query) {
      case Query.Select plain -> new SelectPruner(definitions, parent, plain).select(outputs);
      case Query.UnionAll union -> {
        String branches =
            union.branches().stream()
                .map(branch -> "(" + query(definitions, parent, branch, outputs) + ")")
                .collect(Collectors.joining(" UNION ALL "));
        yield branches;
      }
      case Query.Other other -> parent == null ? PlainText.of(other) : parent.verbatim(other);
    };
  }

  /** A query word by word. */
  String verbatim(Query query) {
    Mentions mentions = Mentions.of(query);
    for (Expr.Column column : mentions.columns()) {
      Scope.Found found = column.source() == null ? null : scope.find(column.source());
      if (found != null) {
        ownerOf(found.scope()).sources.keep(found, column.name());
      }
    }
    mentions.rows().forEach(this::wholeRow);
    for (String name : mentions.ctes()) {
      Scope.VisibleCte cte = scope.cte(name);
      if (cte != null) {
        ownerOf(cte.scope()).sources.useCte(cte);
      }
    }
    return PlainText.of(query);
  }

  /**
   * Whether a query can be written with other columns than its own, and still have the same rows.
   */
  static boolean prunable(Query query) {
    return switch (query) {
      case Query.Select plain ->
          !(plain.distinct() instanceof Expr.Word)
              && plain.items().stream().noneMatch(item -> Functions.returnsSet(item.expr()));
      case Query.UnionAll union ->
          union.tail() == null
              && union.with().isEmpty()
              && union.branches().stream().allMatch(SelectPruner::prunable);
      case Query.Other _ -> false;
    };
  }

  /** A sub-select that is used as a value, with the demand on its single column. */
  String inner(Query query, Demand demand) {
    boolean possible = demand instanceof Demand.Whole || prunable(query);
    if (!possible || Scope.firstSelect(query) == null) {
      return "SELECT " + DocumentSql.plain("(" + query(query) + ")", demand);
    }
    return query(definitions, this, query, List.of(new Output(0, demand, "value")));
  }

  /** Whether a query is always written word by word. */
  static boolean keepsText(Query query) {
    return Scope.firstSelect(query) == null
        || (query instanceof Query.UnionAll union
            && (union.tail() != null || !union.with().isEmpty()));
  }

  /** The query as it is, its columns included. */
  @Override
  String query(Query query) {
    Query.Select first = Scope.firstSelect(query);
    if (first == null || keepsText(query)) {
      return verbatim(query);
    }
    return query(definitions, this, query, all(first));
  }

  private static List<Output> all(Query.Select select) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < select.items().size(); i++) {
      outputs.add(new Output(i, Demand.WHOLE, select.items().get(i).name()));
    }
    return outputs;
  }

  private String select(List<Output> outputs) {
    String list = listAlone(outputs);
    if (list != null) {
      return list;
    }
    List<String> columns = new ArrayList<>();
    for (Output output : outputs) {
      Expr expr = select.items().get(output.item()).expr();
      columns.add(
          documents.translate(expr, output.demand(), false) + " AS " + quote(output.name()));
    }
    String distinct = select.distinct() == null ? "" : write(select.distinct()) + " ";
    String clauses = clauses(select, losesAggregates(outputs));
    String from = sources.from();
    return sources.with() + "SELECT " + distinct + String.join(", ", columns) + from + clauses;
  }

  private boolean losesAggregates(List<Output> outputs) {
    return select.groupBy().isEmpty()
        && select.items().stream().anyMatch(item -> Scope.aggregates(item.expr()))
        && outputs.stream()
            .noneMatch(
                o ->
                    o.demand() instanceof Demand.Whole
                        && Scope.aggregates(select.items().get(o.item()).expr()));
  }

  /**
   * A list, when it is all that the SELECT builds: rows are ordered and cut before they are turned
   * into text, so an index can give their order and serve the first few.
   */
  private @Nullable String listAlone(List<Output> outputs) {
    boolean plain =
        select.groupBy().isEmpty()
            && select.having() == null
            && select.distinct() == null
            && select.tail() == null;
    if (!plain
        || outputs.size() != 1
        || !(outputs.getFirst().demand() instanceof Demand.Json(Items items))) {
      return null;
    }
    Expr expr = select.items().get(outputs.getFirst().item()).expr();
    boolean orEmpty =
        expr instanceof Expr.Coalesce c
            && c.arguments().size() == 2
            && DocumentSql.isEmptyList(c.arguments().getLast());
    Expr first = orEmpty && expr instanceof Expr.Coalesce c ? c.arguments().getFirst() : expr;
    boolean list = first instanceof Expr.Call c && Functions.aggregatesJson(c) && !c.distinct();
    if (!list || !(orEmpty || items.slice() == null) || !(first instanceof Expr.Call call)) {
      return null;
    }
    Expr element = call.arguments().getFirst();
    Slice slice = items.slice() == null ? new Slice(null, List.of(), -1, null) : items.slice();
    String each = documents.element(element, items);
    String order = documents.order(call, element, slice);
    String condition = documents.condition(call, slice.where());
    String where = select.where() == null ? "" : write(select.where());
    String both =
        condition.isEmpty() || where.isEmpty()
            ? condition + where
            : "(" + where + ") AND (" + condition + ")";
    String rows =
        "SELECT "
            + each
            + " AS j"
            + sources.from()
            + (both.isEmpty() ? "" : " WHERE " + both)
            + order
            + StoredSql.limit(slice);
    String text = "'[' || string_agg(\"~e\".j, ',') || ']'";
    return sources.with()
        + "SELECT "
        + (orEmpty ? "COALESCE(" + text + ", '[]')" : text)
        + " AS "
        + quote(outputs.getFirst().name())
        + " FROM ("
        + rows
        + ") \"~e\"";
  }

  SourceWriter sources() {
    return sources;
  }

  DocumentSql documents() {
    return documents;
  }

  boolean isPlain(Expr expr) {
    return plainValues.isPlain(expr, scope);
  }

  @Override
  String column(Expr.Column column) {
    return need(column, Demand.WHOLE, false);
  }

  @Override
  String wholeRow(Expr.WholeRow row) {
    Scope.Found found = scope.find(row.source());
    if (found != null) {
      SelectPruner owner = ownerOf(found.scope());
      owner.sources.use(row.source());
      for (String name : Sources.columns(found, definitions.catalog())) {
        owner.sources.need(found.source(), name, Demand.WHOLE);
      }
    }
    return quote(row.source()) + ".*";
  }

  boolean nulled(Expr.WholeRow row) {
    Scope.Found found = scope.find(row.source());
    return found == null || found.source().nulled();
  }

  /** Whether the row is a GROUP BY term, but perhaps not its columns. */
  boolean grouped(Expr.WholeRow row) {
    Scope.Found found = scope.find(row.source());
    return found != null && found.scope() == scope && !select.groupBy().isEmpty();
  }

  /** The demand on a column, as an expression. */
  String need(Expr.Column column, Demand demand, boolean aggregated) {
    Scope.Found found = scope.find(column);
    // A function in FROM can have names in it that are no columns.
    boolean elsewhere =
        found == null
            || (column.source() == null
                && !Sources.has(found, column.name(), definitions.catalog()));
    if (found == null || elsewhere) {
      return DocumentSql.plain(PlainText.of(column), demand);
    }
    boolean grouped = found.scope() == scope && !select.groupBy().isEmpty() && !aggregated;
    SelectPruner owner = ownerOf(found.scope());
    if (grouped && !(demand instanceof Demand.Whole) && owner.sources.isQuery(found.source())) {
      // Only the column itself is among the GROUP BY terms, not what could be made of it.
      String whole = owner.sources.need(found.source(), column.name(), Demand.WHOLE);
      return isPlain(column)
          ? DocumentSql.plain(whole, demand)
          : StoredSql.of("to_jsonb(" + whole + ")", demand);
    }
    return owner.sources.need(found.source(), column.name(), demand);
  }

  SelectPruner ownerOf(Scope of) {
    SelectPruner owner = this;
    while (owner.scope != of) {
      owner = java.util.Objects.requireNonNull(owner.parent);
    }
    return owner;
  }
}
