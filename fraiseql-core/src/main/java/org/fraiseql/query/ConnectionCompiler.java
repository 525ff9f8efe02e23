package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.literal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.Projection;
import org.fraiseql.operation.Selection;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.Operators;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * A connection (Relay's Cursor Connections Specification) as an expression of type text.
 *
 * <p>One row more than asked for is looked up, which tells whether there is a next page; it is
 * never built. Backward pages are read in the reverse order and turned round.
 */
final class ConnectionCompiler {

  private final Root root;

  /** What the page's sub-query gives beside the row's number: documents by name. */
  private final Map<Projection, String> documents = new LinkedHashMap<>();

  ConnectionCompiler(Root root) {
    this.root = root;
  }

  String connection(Selection selection, int defaultRows) {
    Keyset keyset = new Keyset(root, root.order(selection));
    boolean backward = selection.arguments().get("last") instanceof Value.Count;
    int size = size(selection, backward, defaultRows);
    List<String> parts = new ArrayList<>();
    for (Selection child : selection.children()) {
      parts.add(
          literal((parts.isEmpty() ? "" : ",") + JsonStrings.quote(child.responseKey()) + ":")
              + " || "
              + part(child, selection, keyset, backward, size));
    }
    String body = "'{' || " + String.join(" || ", parts) + " || '}'";
    return "(SELECT " + body + rows(selection, keyset, backward, size) + ")";
  }

  /** HAVING makes it one row, whatever is selected of the page; without need there is no page. */
  private String rows(Selection selection, Keyset keyset, boolean backward, int size) {
    boolean needed =
        selection.children().stream()
            .anyMatch(c -> !c.name().equals("totalCount") && !c.name().equals("__typename"));
    // A cursor is read even so, which tells whether it is one.
    boolean cursor =
        Root.given(selection, "after") != null || Root.given(selection, "before") != null;
    return needed || cursor
        ? " FROM " + page(selection, keyset, backward, size) + " HAVING true"
        : "";
  }

  private static int size(Selection selection, boolean backward, int defaultRows) {
    Value asked = selection.arguments().get(backward ? "last" : "first");
    return asked instanceof Value.Count count ? count.value() : defaultRows;
  }

  private String part(
      Selection child, Selection connection, Keyset keyset, boolean backward, int size) {
    String within = " FILTER (WHERE p.n <= " + size + ")";
    String order = " ORDER BY p.n" + (backward ? " DESC" : "");
    return switch (child.name()) {
      case "__typename" -> literal(JsonStrings.quote(root.field().type().name() + "Connection"));
      case "totalCount" -> totalCount(connection);
      case "nodes" ->
          "'[' || COALESCE(string_agg("
              + node(child.children())
              + ", ','"
              + order
              + ")"
              + within
              + ", '') || ']'";
      case "edges" ->
          "'[' || COALESCE(string_agg("
              + edge(child)
              + ", ','"
              + order
              + ")"
              + within
              + ", '') || ']'";
      default -> pageInfo(child, connection, keyset, backward, size);
    };
  }

  private String node(List<Selection> children) {
    Projection projection = root.projections().document(children, root.field());
    return "p." + documents.computeIfAbsent(projection, _ -> "d" + (documents.size() + 1));
  }

  private String edge(Selection edges) {
    List<String> parts = new ArrayList<>();
    for (Selection child : edges.children()) {
      String value =
          switch (child.name()) {
            case "__typename" -> literal(JsonStrings.quote(root.field().type().name() + "Edge"));
            case "cursor" -> "p.c";
            default -> node(child.children());
          };
      parts.add(
          literal((parts.isEmpty() ? "" : ",") + JsonStrings.quote(child.responseKey()) + ":")
              + " || "
              + value);
    }
    return "'{' || " + String.join(" || ", parts) + " || '}'";
  }

  private String totalCount(Selection connection) {
    RowSource rows = root.rows();
    String where = condition(rows, connection);
    return "(SELECT count(*) FROM "
        + rows.from()
        + (where == null ? "" : " WHERE " + where)
        + ")::text";
  }

  private @Nullable String condition(RowSource rows, Selection connection) {
    Predicate where = root.where(connection);
    return where == null ? null : rows.condition(where);
  }

  private String pageInfo(
      Selection info, Selection connection, Keyset keyset, boolean backward, int size) {
    List<String> parts = new ArrayList<>();
    String more = "(count(*) > " + size + ")";
    for (Selection child : info.children()) {
      String value =
          switch (child.name()) {
            case "__typename" -> literal("\"PageInfo\"");
            case "hasNextPage" ->
                (backward
                        ? beyond(connection, keyset, "before")
                        : or(more, connection, keyset, "before"))
                    + "::text";
            case "hasPreviousPage" ->
                (backward
                        ? or(more, connection, keyset, "after")
                        : beyond(connection, keyset, "after"))
                    + "::text";
            case "startCursor" -> cursor(backward ? "DESC" : "ASC", size);
            default -> cursor(backward ? "ASC" : "DESC", size);
          };
      parts.add(
          literal((parts.isEmpty() ? "" : ",") + JsonStrings.quote(child.responseKey()) + ":")
              + " || "
              + value);
    }
    return "'{' || " + String.join(" || ", parts) + " || '}'";
  }

  private static String cursor(String direction, int size) {
    return "COALESCE((array_agg(p.c ORDER BY p.n "
        + direction
        + ") FILTER (WHERE p.n <= "
        + size
        + "))[1], 'null')";
  }

  private String or(String more, Selection connection, Keyset keyset, String argument) {
    return Root.given(connection, argument) == null
        ? more
        : "(" + more + " OR " + beyond(connection, keyset, argument) + ")";
  }

  /** Whether there are rows on the far side of a cursor, the cursor's own row included. */
  private String beyond(Selection connection, Keyset keyset, String argument) {
    if (!(Root.given(connection, argument) instanceof Value.Scalar cursor)) {
      return "false";
    }
    RowSource rows = root.rows();
    boolean before = argument.equals("before");
    String inside = keyset.upTo(rows, cursor.binding(), before);
    String where = condition(rows, connection);
    // Not EXISTS, which takes no order: the index that serves the page finds the nearest row at
    // once.
    return "(SELECT count(*) > 0 FROM (SELECT 1 AS found FROM "
        + found(
            rows,
            "(" + inside + ")" + (where == null ? "" : " AND (" + where + ")"),
            keyset.orderBy(rows, !before))
        + " LIMIT 1) far)";
  }

  /** The FROM clause comes first but is written last: it has what the other clauses ask for. */
  private static String found(RowSource rows, String condition, String order) {
    return rows.from() + " WHERE " + condition + order;
  }

  /** The page's rows, numbered, as {@code p}: with what has been asked of them until now. */
  private String page(Selection connection, Keyset keyset, boolean backward, int size) {
    RowSource keys = root.rows();
    String id = keys.column("id");
    List<String> conditions = new ArrayList<>();
    String where = condition(keys, connection);
    if (where != null) {
      conditions.add("(" + where + ")");
    }
    for (String argument : List.of("after", "before")) {
      if (Root.given(connection, argument) instanceof Value.Scalar cursor) {
        conditions.add(
            "(" + keyset.beyond(keys, cursor.binding(), argument.equals("before")) + ")");
      }
    }
    String cursor = keyset.cursor(keys);
    String order = keyset.orderBy(keys, backward);
    String found =
        "SELECT "
            + id
            + " AS id, "
            + cursor
            + " AS c FROM "
            + keys.from()
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + order
            + " LIMIT "
            + (size + 1);
    String numbered = "SELECT row_number() OVER () AS n, f.* FROM (" + found + ") f";
    if (documents.isEmpty()) {
      return "(" + numbered + ") p";
    }
    RowSource one = root.rows();
    List<String> built = new ArrayList<>();
    documents.forEach(
        (projection, name) -> built.add(one.document(new Demand.Json(projection)) + " AS " + name));
    String key = one.column("id");
    return "(SELECT k.n, k.c, d.* FROM ("
        + numbered
        + ") k LEFT JOIN LATERAL (SELECT "
        + String.join(", ", built)
        + " FROM "
        + one.from()
        + " WHERE "
        + key
        + " "
        + Operators.symbol(root.idType(), "=")
        + " k.id AND k.n <= "
        + size
        + ListCompiler.fence(one.from())
        + ") d ON true) p";
  }
}
