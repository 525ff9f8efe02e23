package org.fraiseql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Projection;
import org.fraiseql.definition.Pruner;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.Operators;
import org.fraiseql.schema.OrderType;
import org.fraiseql.schema.RootField;
import org.jspecify.annotations.Nullable;

/**
 * A root list as an expression of type text.
 *
 * <p>Where the id is unique and the documents need more sources than filter and order do, the
 * page's keys are found first, on the view pruned to what filter and order need, and documents are
 * built for these keys alone: the work grows with the page, not with the table. OFFSET 0 keeps
 * PostgreSQL from joining the two; the key is then a parameter of the inner query, which can be
 * pushed below its GROUP BY clauses.
 */
final class ListCompiler {

  private static final List<String> ID_COLUMN = List.of(Predicate.COLUMN, "id");

  private final Pruner pruner;
  private final RootField field;
  private final Parameters parameters;
  private final ProjectionCompiler projections;
  private final FilterCompiler filters;

  ListCompiler(
      Pruner pruner,
      RootField field,
      Parameters parameters,
      Function<PgType, Map<String, String>> enumNames) {
    this.pruner = pruner;
    this.field = field;
    this.parameters = parameters;
    this.projections = new ProjectionCompiler(parameters, enumNames);
    this.filters = new FilterCompiler(parameters, enumNames);
  }

  String list(Selection selection, int defaultRows) {
    Demand document = new Demand.Json(projections.document(selection.children(), field));
    String rows = rows(document, selection, defaultRows);
    return "COALESCE((SELECT '[' || string_agg(x.j, ',') || ']' FROM (" + rows + ") x), '[]')";
  }

  /** A SELECT of the page's documents as {@code j}, in order. */
  private String rows(Demand document, Selection selection, int defaultRows) {
    Predicate where = where(selection);
    List<Projection.Order> order = order(selection);
    String page = page(selection, defaultRows);
    List<Pruner.Output> outputs = List.of(new Pruner.Output("data", document, "j"));
    String cutFirst = pruner.page(field.model().name(), outputs, where, order, page);
    if (cutFirst != null) {
      return cutFirst;
    }
    RowSource direct = source();
    String built = direct.document(document);
    String clauses = clauses(direct, where, order);
    RowSource keys = source();
    String id = field.model().uniqueId() ? keys.column("id") : "";
    String keyClauses = clauses(keys, where, order);
    if (!field.model().uniqueId() || !costsMore(direct.from(), keys.from())) {
      return "SELECT " + built + " AS j FROM " + direct.from() + clauses + page;
    }
    String found = "SELECT " + id + " AS id FROM " + keys.from() + keyClauses + page;
    return "SELECT d.j FROM (SELECT row_number() OVER () AS n, f.id FROM ("
        + found
        + ") f) k CROSS JOIN LATERAL ("
        + byKey(document)
        + ") d ORDER BY k.n";
  }

  private String byKey(Demand document) {
    RowSource one = source();
    String built = one.document(document);
    String key = one.column("id");
    String from = one.from();
    String equals = Operators.symbol(QueryCompiler.idType(field), "=");
    return "SELECT "
        + built
        + " AS j FROM "
        + from
        + " WHERE "
        + key
        + " "
        + equals
        + " k.id"
        + fence(from);
  }

  /** A group over a whole table can be told the key only from outside a fence. */
  static String fence(String from) {
    return from.contains(" GROUP BY ") || from.contains("WITH ") ? " OFFSET 0" : "";
  }

  private RowSource source() {
    return new RowSource(pruner, field.model().name(), "r");
  }

  /** Whether the first of two pruned queries reads more sources than the second. */
  static boolean costsMore(String documents, String keys) {
    return sources(documents) > sources(keys);
  }

  private static int sources(String sql) {
    int count = 0;
    for (String word : List.of("SELECT ", " JOIN ")) {
      for (int at = sql.indexOf(word); at >= 0; at = sql.indexOf(word, at + 1)) {
        count++;
      }
    }
    return count;
  }

  private @Nullable Predicate where(Selection selection) {
    Value where = QueryCompiler.given(selection, "where");
    return where == null ? null : filters.compile(where, field.filter());
  }

  /** The asked keys, then the id, so that equal keys have an order too. */
  private List<Projection.Order> order(Selection selection) {
    List<Projection.Order> order = new ArrayList<>();
    for (OrderCompiler.Key key : QueryCompiler.order(selection, field)) {
      order.add(new Projection.Order(key.path(), key.type(), key.direction(false)));
    }
    boolean byId =
        order.stream().anyMatch(o -> o.path().equals(List.of("id")) || o.path().equals(ID_COLUMN));
    boolean sortable = field.order().fields().get("id") instanceof OrderType.Entry.Leaf;
    if (!byId && (field.model().uniqueId() || (!order.isEmpty() && sortable))) {
      QueryCompiler.Id id = QueryCompiler.id(field);
      order.add(new Projection.Order(id.path(), id.type(), ""));
    }
    return order;
  }

  private static String clauses(
      RowSource rows, @Nullable Predicate where, List<Projection.Order> order) {
    String condition = where == null ? "" : " WHERE " + rows.condition(where);
    return order.isEmpty()
        ? condition
        : order.stream()
            .map(o -> rows.document(new Demand.Leaf(o.path(), o.type())) + o.direction())
            .collect(Collectors.joining(", ", condition + " ORDER BY ", ""));
  }

  private String page(Selection selection, int defaultRows) {
    int limit =
        selection.arguments().get("limit") instanceof Value.Count count
            ? count.value()
            : defaultRows;
    @Nullable String offset = ProjectionCompiler.offset(selection, parameters);
    return " LIMIT " + limit + (offset == null ? "" : " OFFSET " + offset);
  }
}
