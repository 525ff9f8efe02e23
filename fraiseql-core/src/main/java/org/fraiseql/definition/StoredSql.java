package org.fraiseql.definition;

import static org.fraiseql.sql.Identifiers.literal;
import static org.fraiseql.sql.Identifiers.quote;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Projection.Items;
import org.fraiseql.definition.Projection.Member;
import org.fraiseql.definition.Projection.Members;
import org.fraiseql.definition.Projection.Slice;
import org.fraiseql.sql.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a document that is there as a whole, read by its keys. {@code depth} keeps the
 * aliases apart.
 */
final class StoredSql {

  private StoredSql() {}

  /**
   * @param json an expression of type jsonb
   */
  static String of(String json, Demand demand) {
    return of(json, demand, 1);
  }

  private static String of(String json, Demand demand, int depth) {
    return switch (demand) {
      case Demand.Whole _ -> json;
      case Demand.Present _ -> DocumentSql.present(json);
      case Demand.Json text -> json(json, text.projection(), depth);
      case Demand.Leaf leaf -> leaf(json, leaf.path(), leaf.type());
      case Demand.Exists exists -> exists(at(json, exists.path()), exists, depth);
    };
  }

  private static String json(String json, Projection projection, int depth) {
    return switch (projection) {
      case Members members -> object(json, members, depth);
      case Items items -> list(json, items, depth);
      case Projection.Value value
          when !value.names().isEmpty() && value.type().base().kind() == PgType.Kind.ENUM ->
          JsonText.scalar("(" + json + " #>> '{}')", value);
      case Projection.Value value
          when !value.names().isEmpty() && value.type().base().kind() == PgType.Kind.ARRAY ->
          JsonText.scalar("(" + leaf(json, List.of(), value.type()) + ")", value);
      case Projection.Value _, Projection.Raw _ -> "(" + json + ")::text";
    };
  }

  /** The sub-select reads the value once, and yields null for anything but an object. */
  private static String object(String json, Members members, int depth) {
    String alias = quote("d" + depth);
    JsonText text = new JsonText().constant("{");
    String separator = "";
    for (Member member : members.members()) {
      text.constant(separator + JsonStrings.quote(member.name()) + ":");
      switch (member) {
        case Member.Constant constant -> text.constant(JsonStrings.quote(constant.text()));
        case Member.Key key -> {
          String value = alias + ".v -> " + literal(key.key());
          text.sql(
              "COALESCE(" + json("(" + value + ")", key.projection(), depth + 1) + ", 'null')");
        }
      }
      separator = ",";
    }
    // Concatenation with an empty object detoasts the value once, not once a key.
    return "(SELECT "
        + text.constant("}").toSql()
        + " FROM (SELECT "
        + json
        + " || '{}' AS v WHERE jsonb_typeof("
        + json
        + ") = 'object' OFFSET 0) "
        + alias
        + ")";
  }

  private static String list(String json, Items items, int depth) {
    String alias = quote("e" + depth);
    Slice slice = items.slice();
    String element = "COALESCE(" + json(alias + ".v", items.element(), depth + 1) + ", 'null')";
    String order = order(alias, slice);
    String rows =
        "jsonb_array_elements(CASE WHEN jsonb_typeof("
            + json
            + ") = 'array' THEN "
            + json
            + " END)"
            + " WITH ORDINALITY AS "
            + alias
            + "(v, n)"
            + where(alias, slice, depth);
    String some =
        slice == null || (slice.limit() < 0 && slice.offset() == null)
            ? "string_agg(" + element + ", ',' ORDER BY " + order + ") FROM " + rows
            : "string_agg("
                + element
                + ", ',' ORDER BY "
                + order
                + ") FROM (SELECT * FROM "
                + rows
                + " ORDER BY "
                + order
                + limit(slice)
                + ") "
                + alias;
    return "CASE WHEN jsonb_typeof("
        + json
        + ") = 'array' THEN '[' || COALESCE((SELECT "
        + some
        + "), '') || ']' END";
  }

  static String limit(Slice slice) {
    return (slice.limit() < 0 ? "" : " LIMIT " + slice.limit())
        + (slice.offset() == null ? "" : " OFFSET " + slice.offset());
  }

  private static String order(String alias, @Nullable Slice slice) {
    String own = alias + ".n";
    if (slice == null || slice.order().isEmpty()) {
      return own;
    }
    return slice.order().stream()
        .map(o -> leaf(alias + ".v", o.path(), o.type()) + o.direction())
        .collect(Collectors.joining(", ", "", ", " + own));
  }

  private static String where(String alias, @Nullable Slice slice, int depth) {
    return slice == null || slice.where() == null
        ? ""
        : " WHERE " + predicate(alias + ".v", slice.where(), depth + 1);
  }

  private static String at(String json, List<String> path) {
    String at = json;
    for (String key : path) {
      at = "(" + at + " -> " + literal(key) + ")";
    }
    return at;
  }

  /** Written as people write expression indexes on documents: {@code (data ->> 'key')::type}. */
  private static String leaf(String json, List<String> path, PgType type) {
    if (path.isEmpty()) {
      return typed(json, "(" + json + " #>> '{}')", type);
    }
    String holder = at(json, path.subList(0, path.size() - 1));
    String last = literal(path.getLast());
    return typed("(" + holder + " -> " + last + ")", "(" + holder + " ->> " + last + ")", type);
  }

  private static String typed(String json, String text, PgType type) {
    if (type.storesJson()) {
      return json;
    }
    if (type.isJson()) {
      return "NULLIF(" + json + ", 'null')";
    }
    if (type.base().kind() == PgType.Kind.ARRAY) {
      PgType element = type.base().element();
      boolean documents = element != null && element.isJson();
      String array =
          documents
              ? "ARRAY(SELECT jsonb_array_elements(%1$s))"
              : "(SELECT t.v FROM jsonb_to_record(jsonb_build_object('v', %1$s)) AS t(v %2$s))";
      return ("(CASE WHEN jsonb_typeof(%1$s) = 'array' THEN " + array + " END)")
          .formatted(json, type.castName());
    }
    return type.base().is("text") ? text : text + "::" + type.castName();
  }

  private static String exists(String json, Demand.Exists exists, int depth) {
    String alias = quote("e" + depth);
    String condition = predicate(alias + ".v", exists.element(), depth + 1);
    String not = exists.quantifier() == Predicate.Quantifier.SOME ? "" : "NOT ";
    String tested =
        exists.quantifier() == Predicate.Quantifier.EVERY
            ? "(" + condition + ") IS NOT TRUE"
            : condition;
    return not
        + "EXISTS (SELECT FROM jsonb_array_elements(CASE WHEN jsonb_typeof("
        + json
        + ") = 'array' THEN "
        + json
        + " END) AS "
        + alias
        + "(v) WHERE "
        + tested
        + ")";
  }

  private static String predicate(String json, Predicate predicate, int depth) {
    return Predicates.write(predicate, demand -> of(json, demand, depth));
  }
}
