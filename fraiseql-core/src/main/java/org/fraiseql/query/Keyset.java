package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.literal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Binding;

/**
 * The order of a connection and the cursors in it: every sort key and the id, so no two rows are
 * equal.
 *
 * <p>A cursor is the row's keys as PostgreSQL writes them, nulls included, with a checksum over
 * them and the order. It shows no more than the keys of a row that the client was given, so it is
 * protected against accidents, not against forgery.
 */
final class Keyset {

  private record Term(List<String> path, PgType type, OrderCompiler.Key key, boolean nullable) {}

  private final List<Term> terms = new ArrayList<>();
  private final String order;
  private final Parameters parameters;

  Keyset(RootField field, List<OrderCompiler.Key> keys, Parameters parameters) {
    this.parameters = parameters;
    for (OrderCompiler.Key key : keys) {
      terms.add(new Term(key.path(), key.type(), key, true));
    }
    PgType id = QueryCompiler.idType(field);
    List<String> path = List.of(Predicate.COLUMN, "id");
    terms.add(new Term(path, id, new OrderCompiler.Key(path, id, false, false), false));
    String description =
        field.model().name()
            + terms.stream()
                .map(t -> t.path() + t.key().direction(false))
                .collect(Collectors.joining(","));
    CRC32 sum = new CRC32();
    sum.update(description.getBytes(StandardCharsets.UTF_8));
    this.order = String.format("%08x", sum.getValue());
  }

  private static String value(RowSource rows, Term term) {
    return rows.document(new Demand.Leaf(term.path(), term.type()));
  }

  String orderBy(RowSource rows, boolean backward) {
    return terms.stream()
        .map(term -> value(rows, term) + term.key().direction(backward))
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  /**
   * A row's cursor as a JSON string. Base64 of a checksum and a JSON array, in the alphabet for
   * URLs.
   */
  String cursor(RowSource rows) {
    String array =
        terms.stream()
            .map(term -> value(rows, term) + "::text")
            .collect(Collectors.joining(", ", "json_build_array(", ")::text"));
    return "(SELECT '\"' || translate(encode(convert_to(left(md5("
        + literal(order)
        + " || v), 8) || v, 'UTF8'), 'base64'), "
        + "E'+/=\\n', '-_') || '\"' FROM (SELECT "
        + array
        + " AS v) v)";
  }

  /** Whether a row comes after the cursor's row, or before it. */
  String beyond(RowSource rows, Binding cursor, boolean before) {
    return beyond(rows, cursor, before, 0);
  }

  private String beyond(RowSource rows, Binding cursor, boolean before, int from) {
    Term term = terms.get(from);
    String row = value(rows, term);
    String given =
        parameters.text(new Binding.CursorKey(cursor, order, from), term.type().sqlName());
    boolean down = term.key().descending() != before;
    boolean nullsFirst = term.key().nullsFirst() != before;
    String strict = row + (down ? " < " : " > ") + given;
    if (term.nullable()) {
      strict =
          nullsFirst
              ? "(" + strict + " OR (" + given + " IS NULL AND " + row + " IS NOT NULL))"
              : "(" + strict + " OR (" + given + " IS NOT NULL AND " + row + " IS NULL))";
    }
    if (from == terms.size() - 1) {
      return strict;
    }
    String same = term.nullable() ? row + " IS NOT DISTINCT FROM " + given : row + " = " + given;
    return "(" + strict + " OR (" + same + " AND " + beyond(rows, cursor, before, from + 1) + "))";
  }
}
