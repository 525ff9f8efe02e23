package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Projection.Value;
import org.fraiseql.sql.JsonStrings;

/**
 * JSON text under construction: constant text and SQL expressions in a row. Text is put together
 * from columns, since that costs PostgreSQL a fraction of what building {@code jsonb} costs; only
 * strings need {@code to_json} for their escapes.
 */
final class JsonText {

  private static final List<String> WHOLE_NUMBERS = List.of("int2", "int4", "int8");

  /** PostgreSQL's functions take 100 arguments at most. */
  private static final int MOST_ARGUMENTS = 90;

  private final StringBuilder constant = new StringBuilder();
  private final List<String> pieces = new ArrayList<>();

  JsonText constant(String text) {
    constant.append(text);
    return this;
  }

  /** An expression that is never null and prints as JSON. */
  JsonText sql(String expression) {
    flush();
    pieces.add(expression);
    return this;
  }

  /** A plain value, printed as JSON. */
  JsonText value(String sql, Value value, boolean nullable) {
    PgType type = value.type().base();
    if (WHOLE_NUMBERS.stream().anyMatch(type::is)) {
      return sql(nullable ? "COALESCE((" + sql + ")::text, 'null')" : sql);
    }
    if (type.is("uuid") && !nullable) {
      return constant("\"").sql(sql).constant("\"");
    }
    if (type.is("jsonb") || type.kind() == PgType.Kind.ENUM || type.is("uuid")) {
      String text = scalar(sql, value);
      return sql(nullable ? "COALESCE(" + text + ", 'null')" : text);
    }
    if (!value.names().isEmpty()) {
      String text = scalar(sql, value);
      return sql(nullable ? "COALESCE(" + text + ", 'null')" : text);
    }
    String json = "to_json(" + sql + ")";
    return sql(nullable ? "COALESCE(" + json + ", 'null'::json)" : json);
  }

  private void flush() {
    if (!constant.isEmpty()) {
      pieces.add(literal(constant.toString()));
      constant.setLength(0);
    }
  }

  /** The whole as one expression of type text, never null. */
  String toSql() {
    flush();
    List<String> level = pieces;
    while (level.size() > MOST_ARGUMENTS) {
      List<String> chunks = new ArrayList<>();
      for (int i = 0; i < level.size(); i += MOST_ARGUMENTS) {
        chunks.add(concat(level.subList(i, Math.min(i + MOST_ARGUMENTS, level.size()))));
      }
      level = chunks;
    }
    return concat(level);
  }

  private static String concat(List<String> pieces) {
    return pieces.isEmpty() ? "''" : "concat(" + String.join(", ", pieces) + ")";
  }

  /** A value as JSON of type text; null where the value is. */
  static String scalar(String sql, Value value) {
    PgType type = value.type().base();
    if (WHOLE_NUMBERS.stream().anyMatch(type::is)
        || type.is("bool")
        || type.is("jsonb")
        || type.is("json")) {
      return "(" + sql + ")::text";
    }
    if (type.is("uuid")) {
      return "('\"' || (" + sql + ")::text || '\"')";
    }
    if (type.kind() == PgType.Kind.ENUM) {
      return enumeration(sql, type, value.names());
    }
    return type.kind() == PgType.Kind.ARRAY && !value.names().isEmpty()
        ? enumerations(sql, java.util.Objects.requireNonNull(type.element()), value)
        : "to_json(" + sql + ")::text";
  }

  private static String enumeration(String sql, PgType type, Map<String, String> names) {
    if (names.isEmpty()) {
      boolean plain =
          type.labels().stream()
              .allMatch(label -> JsonStrings.quote(label).length() == label.length() + 2);
      return plain ? "('\"' || (" + sql + ")::text || '\"')" : "to_json((" + sql + ")::text)::text";
    }
    StringBuilder choice = new StringBuilder("CASE (" + sql + ")::text");
    names.forEach(
        (label, name) ->
            choice
                .append(" WHEN ")
                .append(literal(label))
                .append(" THEN ")
                .append(literal(JsonStrings.quote(name))));
    return choice.append(" ELSE to_json((").append(sql).append(")::text)::text END").toString();
  }

  /** An array of labels that are written otherwise. */
  private static String enumerations(String sql, PgType element, Value value) {
    return "CASE WHEN ("
        + sql
        + ") IS NOT NULL THEN (SELECT '[' || COALESCE(string_agg(COALESCE("
        + enumeration("l.v", element.base(), value.names())
        + ", 'null'), ',' ORDER BY l.n), '') || ']' FROM unnest("
        + sql
        + ") WITH ORDINALITY AS l(v, n)) END";
  }
}
