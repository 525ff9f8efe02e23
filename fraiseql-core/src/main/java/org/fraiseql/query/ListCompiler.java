package org.fraiseql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Projection;
import org.fraiseql.definition.Pruner;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.Operators;
import org.fraiseql.schema.OrderType;
import org.fraiseql.sql.Binding;
import org.jspecify.annotations.Nullable;

/**
 * A root list as an expression of type text.
 *
 * <p>The work grows with the page, not with the table: rows are found on the view pruned to what
 * filter and order need, and documents are built for these rows alone. Where that is the view's
 * first table alone, the page is cut there. Else, if the id is unique and documents need more
 * sources than that, the page's keys are found first. Where a group stands between, OFFSET 0 keeps
 * PostgreSQL from joining the two: the key is then a parameter of the inner query, which is pushed
 * below its GROUP BY clause.
 */
final class ListCompiler {

  private static final List<String> ID_COLUMN = List.of(Predicate.COLUMN, "id");

  private final Root root;

  ListCompiler(Root root) {
    this.root = root;
  }

  String list(Selection selection, int defaultRows) {
    String rows = rows(selection, defaultRows);
    return "COALESCE((SELECT '[' || string_agg(x.j, ',') || ']' FROM (" + rows + ") x), '[]')";
  }

  /** A SELECT of the list's documents as {@code j}, in order. */
  String rows(Selection selection, int defaultRows) {
    Demand document =
        new Demand.Json(root.projections().document(selection.children(), root.field()));
    return rows(document, selection, defaultRows);
  }

  /** A SELECT of the documents with these ids as {@code j}, in the order of the ids. */
  String byIds(Selection selection, Binding ids) {
    Demand document =
        new Demand.Json(root.projections().document(selection.children(), root.field()));
    Root.Id id = root.id();
    RowSource one = root.rows();
    String built = one.document(document);
    String key = one.document(new Demand.Leaf(id.path(), id.type()));
    String from = one.from();
    String given = root.parameters().array(ids, Operators.operandType(id.type()) + "[]");
    // Where an id is not unique, one document for each that is asked for.
    String limit = root.field().model().uniqueId() ? fence(from) : " LIMIT 1";
    return "SELECT d.j FROM unnest("
        + given
        + ") WITH ORDINALITY k(id, n) CROSS JOIN LATERAL (SELECT "
        + built
        + " AS j FROM "
        + from
        + " WHERE "
        + key
        + " "
        + Operators.symbol(id.type(), "=")
        + " k.id"
        + limit
        + ") d ORDER BY k.n";
  }

  /** How many rows the list would have without a limit. */
  String count(Selection selection) {
    return "SELECT count(*) FROM " + filtered(selection);
  }

  /** Whether the list has a row. */
  String exists(Selection selection) {
    return "SELECT EXISTS (SELECT FROM " + filtered(selection) + ")";
  }

  private String filtered(Selection selection) {
    Predicate where = root.where(selection);
    RowSource rows = root.rows();
    String condition = where == null ? "" : " WHERE " + rows.condition(where);
    return rows.from() + condition;
  }

  /** A SELECT of the page's documents as {@code j}, in order. */
  private String rows(Demand document, Selection selection, int defaultRows) {
    Predicate where = root.where(selection);
    List<Projection.Order> order = order(selection);
    String page = page(selection, defaultRows);
    List<Pruner.Output> outputs = List.of(new Pruner.Output("data", document, "j"));
    String cutFirst = root.pruner().page(root.field().model().name(), outputs, where, order, page);
    if (cutFirst != null) {
      return cutFirst;
    }
    RowSource direct = root.rows();
    String built = direct.document(document);
    String clauses = clauses(direct, where, order);
    RowSource keys = root.rows();
    String id = root.field().model().uniqueId() ? keys.column("id") : "";
    String keyClauses = clauses(keys, where, order);
    if (!root.field().model().uniqueId() || !costsMore(direct.from(), keys.from())) {
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
    RowSource one = root.rows();
    String built = one.document(document);
    String key = one.column("id");
    String from = one.from();
    String equals = Operators.symbol(root.idType(), "=");
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

  // What follows looks at the statement's text, where a string constant can deceive it: that costs
  // time, never rows.

  /** A group over a whole table can be told the key only from outside a fence. */
  static String fence(String from) {
    return from.contains(" GROUP BY ") || from.contains("WITH ") ? " OFFSET 0" : "";
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

  /** The asked keys, then the id, so that equal keys have an order too. */
  private List<Projection.Order> order(Selection selection) {
    List<Projection.Order> order = new ArrayList<>();
    for (OrderCompiler.Key key : root.order(selection)) {
      order.add(new Projection.Order(key.path(), key.type(), key.direction(false)));
    }
    boolean byId =
        order.stream().anyMatch(o -> o.path().equals(List.of("id")) || o.path().equals(ID_COLUMN));
    boolean sortable = root.field().order().fields().get("id") instanceof OrderType.Entry.Leaf;
    if (!byId && (root.field().model().uniqueId() || (!order.isEmpty() && sortable))) {
      Root.Id id = root.id();
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
    @Nullable String offset = ProjectionCompiler.offset(selection, root.parameters());
    return " LIMIT " + limit + (offset == null ? "" : " OFFSET " + offset);
  }
}
