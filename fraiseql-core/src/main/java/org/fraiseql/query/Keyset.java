package org.fraiseql.query;

import static org.fraiseql.sql.Identifiers.literal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Demand;
import org.fraiseql.definition.Predicate;
import org.fraiseql.definition.ReadModel;
import org.fraiseql.definition.Shape;
import org.fraiseql.schema.Operators;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;

/**
 * The order of a connection and the cursors in it: every sort key and the id, so no two rows are
 * equal.
 *
 * <p>A cursor is the row's keys as PostgreSQL writes them, nulls included, with a checksum over
 * them and the order. It shows no more than the keys of a row that the client was given, so it is
 * protected against accidents, not against forgery.
 */
final class Keyset {

  private record Term(List<String> path, PgType type, OrderCompiler.Key key, boolean nullable) {

    String operator(String symbol) {
      return " " + Operators.symbol(type, symbol) + " ";
    }
  }

  private final List<Term> terms = new ArrayList<>();
  private final String order;
  private final Parameters parameters;

  Keyset(Root root, List<OrderCompiler.Key> keys) {
    this.parameters = root.parameters();
    ReadModel model = root.field().model();
    for (OrderCompiler.Key key : keys) {
      terms.add(new Term(key.path(), key.type(), key, nullable(model, key.path())));
    }
    PgType id = root.idType();
    List<String> path = List.of(Predicate.COLUMN, "id");
    terms.add(new Term(path, id, new OrderCompiler.Key(path, id, false, false), false));
    String description =
        model.name()
            + terms.stream()
                .map(t -> t.path() + t.key().direction(false))
                .collect(Collectors.joining(","));
    CRC32 sum = new CRC32();
    sum.update(description.getBytes(StandardCharsets.UTF_8));
    this.order = String.format("%08x", sum.getValue());
  }

  /** Whether the value at a path can be null: itself or an object around it. */
  private static boolean nullable(ReadModel model, List<String> path) {
    if (Predicate.isColumn(path)) {
      return model.column(path.getLast()).map(ReadModel.Column::nullable).orElse(true);
    }
    Shape shape = model.document();
    for (String key : path) {
      Shape.Slot slot =
          shape instanceof Shape.ObjectShape object
              ? object.fields().stream()
                  .filter(field -> field.key().equals(key))
                  .map(Shape.Field::slot)
                  .findFirst()
                  .orElse(null)
              : null;
      if (slot == null || slot.nullable()) {
        return true;
      }
      shape = slot.shape();
    }
    return false;
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
    return beyond(rows, cursor, before, false);
  }

  /** Whether a row is the cursor's row or comes before it, or after it. */
  String upTo(RowSource rows, Binding cursor, boolean before) {
    return beyond(rows, cursor, !before, true);
  }

  /**
   * Where all keys go one way, rows are compared as rows, which is a range of an index. Where they
   * do not, the first key's range is given besides, for the same reason.
   */
  private String beyond(RowSource rows, Binding cursor, boolean before, boolean inclusive) {
    Term first = terms.getFirst();
    if (terms.stream().allMatch(t -> comparesAsRow(t, first))) {
      boolean down = first.key().descending() != before;
      return row(terms.stream().map(term -> value(rows, term)))
          + (down ? " <" : " >")
          + (inclusive ? "= " : " ")
          + row(IntStream.range(0, terms.size()).mapToObj(i -> given(cursor, i)));
    }
    String exact = beyond(rows, cursor, before, inclusive, 0);
    if (first.nullable()) {
      return exact;
    }
    String sign = first.key().descending() != before ? "<=" : ">=";
    return value(rows, first) + first.operator(sign) + given(cursor, 0) + " AND " + exact;
  }

  private static boolean comparesAsRow(Term term, Term first) {
    return !term.nullable()
        && term.key().descending() == first.key().descending()
        && Operators.symbol(term.type(), "=").equals("=");
  }

  private static String row(Stream<String> values) {
    return values.collect(Collectors.joining(", ", "(", ")"));
  }

  private String given(Binding cursor, int index) {
    return parameters.text(
        new Binding.CursorKey(cursor, order, index),
        Operators.operandType(terms.get(index).type()));
  }

  private String beyond(
      RowSource rows, Binding cursor, boolean before, boolean inclusive, int from) {
    Term term = terms.get(from);
    boolean last = from == terms.size() - 1;
    String row = value(rows, term);
    String given = given(cursor, from);
    boolean down = term.key().descending() != before;
    boolean nullsFirst = term.key().nullsFirst() != before;
    String sign = (down ? "<" : ">") + (last && inclusive ? "=" : "");
    String strict = row + term.operator(sign) + given;
    String same = row + term.operator("=") + given;
    if (term.nullable()) {
      String one = nullsFirst ? given : row;
      String other = nullsFirst ? row : given;
      strict = "(" + strict + " OR (" + one + " IS NULL AND " + other + " IS NOT NULL))";
      same = "(" + same + " OR (" + row + " IS NULL AND " + given + " IS NULL))";
    }
    return last
        ? strict
        : "("
            + strict
            + " OR ("
            + same
            + " AND "
            + beyond(rows, cursor, before, inclusive, from + 1)
            + "))";
  }
}
