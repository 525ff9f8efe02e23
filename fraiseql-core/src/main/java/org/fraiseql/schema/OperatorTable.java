package org.fraiseql.schema;

import static org.fraiseql.schema.OperatorTable.Takes.ELEMENT;
import static org.fraiseql.schema.OperatorTable.Takes.ELEMENTS;
import static org.fraiseql.schema.OperatorTable.Takes.FLAG;
import static org.fraiseql.schema.OperatorTable.Takes.INT;
import static org.fraiseql.schema.OperatorTable.Takes.ITSELF;
import static org.fraiseql.schema.OperatorTable.Takes.JSONPATH;
import static org.fraiseql.schema.OperatorTable.Takes.LQUERY;
import static org.fraiseql.schema.OperatorTable.Takes.LTXTQUERY;
import static org.fraiseql.schema.OperatorTable.Takes.SEVERAL;
import static org.fraiseql.schema.OperatorTable.Takes.TEXT;
import static org.fraiseql.schema.OperatorTable.Takes.TEXTS;

import java.util.ArrayList;
import java.util.List;

/**
 * The one table of filter operators. The input types of the GraphQL schema, the SQL and the
 * reference page are made from it.
 *
 * <p>In the SQL, {@code {path}} stands for the value, {@code {value}} for the operand and an
 * operator in braces for PostgreSQL's operator of the type: that of an extension is written with
 * its schema, since the search path holds PostgreSQL's own alone.
 */
final class OperatorTable {

  /** What a client gives, in relation to the type that is filtered. */
  enum Takes {
    /** A value of the type. */
    ITSELF,
    /** A list of values of the type. */
    SEVERAL,
    /** An element of an array or range. */
    ELEMENT,
    /** A list of elements: an array. */
    ELEMENTS,
    TEXT,
    TEXTS,
    INT,
    JSONPATH,
    LQUERY,
    LTXTQUERY,
    /** True or false, which are two statements. */
    FLAG
  }

  /** One operator of the table. */
  record Row(String name, Takes takes, String sql, String meaning) {}

  // An operator written with its schema binds like ||, hence the parentheses around patterns.
  // LIKE and not strpos: a trigram index serves it, and a text_pattern_ops index serves prefixes.
  private static final String ESCAPED =
      "replace(replace(replace({value}, E'\\\\', E'\\\\\\\\'), '%', E'\\\\%'), '_', E'\\\\_')";

  private static final List<Row> PRESENCE =
      List.of(new Row("isNull", FLAG, "{path} IS NULL", "`true`: is null; `false`: is not null"));

  /** A composite value whose attributes are all null {@code IS NULL}, and is not null. */
  private static final List<Row> OPAQUE_PRESENCE =
      List.of(
          new Row(
              "isNull",
              FLAG,
              "{path} IS NOT DISTINCT FROM NULL",
              "`true`: is null; `false`: is not null"));

  /** A document's JSON null and SQL's are the same null to clients. */
  private static final List<Row> JSON_PRESENCE =
      List.of(
          new Row(
              "isNull",
              FLAG,
              "COALESCE(CAST({path} AS jsonb), 'null') = 'null'",
              "`true`: is null; `false`: is not null"));

  private static final List<Row> JSON_EQUALITY =
      List.of(
          new Row("eq", ITSELF, "{path} {=} {value}", "is equal"),
          new Row(
              "ne", ITSELF, "NULLIF({path}, 'null') {<>} {value}", "is not equal, and not null"));

  private static final List<Row> EQUALITY =
      List.of(
          new Row("eq", ITSELF, "{path} {=} {value}", "is equal"),
          new Row("ne", ITSELF, "{path} {<>} {value}", "is not equal, and not null"));

  private static final List<Row> DISTINCT =
      List.of(
          new Row(
              "isDistinctFrom",
              ITSELF,
              "{path} IS DISTINCT FROM {value}",
              "is not equal, or is null"));

  private static final List<Row> MEMBERSHIP =
      List.of(
          new Row("in", SEVERAL, "{path} {=} ANY ({value})", "is one of these"),
          new Row("notIn", SEVERAL, "{path} {<>} ALL ({value})", "is none of these, and not null"));

  private static final List<Row> ORDER =
      List.of(
          new Row("gt", ITSELF, "{path} {>} {value}", "is greater"),
          new Row("gte", ITSELF, "{path} {>=} {value}", "is greater or equal"),
          new Row("lt", ITSELF, "{path} {<} {value}", "is less"),
          new Row("lte", ITSELF, "{path} {<=} {value}", "is less or equal"));

  private static final List<Row> TEXTUAL =
      List.of(
          new Row(
              "contains",
              TEXT,
              "{path} {LIKE} ('%' || " + ESCAPED + " || '%')",
              "has this text in it"),
          new Row("startsWith", TEXT, "{path} {LIKE} (" + ESCAPED + " || '%')", "begins with it"),
          new Row("endsWith", TEXT, "{path} {LIKE} ('%' || " + ESCAPED + ")", "ends with it"),
          new Row(
              "like",
              TEXT,
              "{path} {LIKE} {value}",
              "matches the pattern: `%` any text, `_` one"
                  + " character, `\\` before either takes it literally"),
          new Row("regex", TEXT, "{path} {~} {value}", "matches PostgreSQL's regular expression"),
          new Row(
              "ieq",
              TEXT,
              "lower({path}) = lower({value})",
              "is equal in lower case; an index on `lower(column)` serves it"),
          new Row(
              "icontains",
              TEXT,
              "{path} {ILIKE} ('%' || " + ESCAPED + " || '%')",
              "`contains`, whatever the case"),
          new Row(
              "istartsWith",
              TEXT,
              "{path} {ILIKE} (" + ESCAPED + " || '%')",
              "`startsWith`, whatever the case"),
          new Row(
              "iendsWith",
              TEXT,
              "{path} {ILIKE} ('%' || " + ESCAPED + ")",
              "`endsWith`, whatever the case"),
          new Row("ilike", TEXT, "{path} {ILIKE} {value}", "`like`, whatever the case"),
          new Row("iregex", TEXT, "{path} {~*} {value}", "`regex`, whatever the case"));

  private static final List<Row> JSON =
      List.of(
          new Row("contains", ITSELF, "{path} {@>} {value}", "has all of this JSON in it"),
          new Row("containedBy", ITSELF, "{path} {<@} {value}", "is all in this JSON"),
          new Row("hasKey", TEXT, "{path} {?} {value}", "has this key at the top"),
          new Row("hasAnyKeys", TEXTS, "{path} {?|} {value}", "has at least one of these keys"),
          new Row("hasAllKeys", TEXTS, "{path} {?&} {value}", "has all of these keys"),
          new Row(
              "matchesPath",
              JSONPATH,
              "{path} {@?} {value}",
              "this SQL/JSON path finds something"));

  private static final List<Row> ARRAY_SIZE =
      List.of(
          new Row("isEmpty", FLAG, "cardinality({path}) = 0", "has no element"),
          new Row("length", INT, "cardinality({path}) = {value}", "has this many elements"));

  private static final List<Row> ARRAY =
      List.of(
          new Row("eq", ELEMENTS, "{path} {=} {value}", "has the same elements in the same order"),
          new Row("ne", ELEMENTS, "{path} {<>} {value}", "differs, and is not null"),
          new Row("contains", ELEMENTS, "{path} {@>} {value}", "has all of these"),
          new Row("containedBy", ELEMENTS, "{path} {<@} {value}", "has only elements of these"),
          new Row("overlaps", ELEMENTS, "{path} {&&} {value}", "has at least one of these"));

  private static final List<Row> RANGE =
      List.of(
          new Row("contains", ELEMENT, "{path} {@>} {value}", "this value lies in it"),
          new Row("containsRange", ITSELF, "{path} {@>} {value}", "all of this lies in it"),
          new Row("containedBy", ITSELF, "{path} {<@} {value}", "lies all in this"),
          new Row("overlaps", ITSELF, "{path} {&&} {value}", "has values in common with this"),
          new Row("strictlyLeftOf", ITSELF, "{path} {<<} {value}", "ends before this begins"),
          new Row("strictlyRightOf", ITSELF, "{path} {>>} {value}", "begins after this ends"),
          new Row(
              "adjacentTo", ITSELF, "{path} {-|-} {value}", "meets this without a gap or overlap"),
          new Row("isEmpty", FLAG, "isempty({path})", "has no value in it"));

  private static final List<Row> TREE =
      List.of(
          new Row("ancestorOf", ITSELF, "{path} {@>} {value}", "is above this, or the same"),
          new Row("descendantOf", ITSELF, "{path} {<@} {value}", "is below this, or the same"),
          new Row("matches", LQUERY, "{path} {~} {value}", "matches this `lquery`"),
          new Row("matchesText", LTXTQUERY, "{path} {@} {value}", "matches this `ltxtquery`"));

  private static final List<Row> NETWORK =
      List.of(
          new Row("contains", ITSELF, "{path} {>>=} {value}", "holds this network, or is it"),
          new Row("containedBy", ITSELF, "{path} {<<=} {value}", "lies in this network, or is it"),
          new Row("overlaps", ITSELF, "{path} {&&} {value}", "one of the two holds the other"));

  private static final List<Row> FULL_TEXT =
      List.of(
          new Row(
              "websearch",
              TEXT,
              "{path} {@@} websearch_to_tsquery({value})",
              "matches this search as people type it: words, \"phrases\", or, -without"),
          new Row("plain", TEXT, "{path} {@@} plainto_tsquery({value})", "has all of these words"));

  /** Types that take the same operators. */
  enum Family {
    OPAQUE(
        "Types without comparison: xml, composite types, geometric types", false, OPAQUE_PRESENCE),
    OPAQUE_JSON("json", false, JSON_PRESENCE),
    BOOLEAN("Boolean", true, PRESENCE, EQUALITY, DISTINCT),
    ORDERED(
        "Numbers, dates, times, uuid, enums, money, pg_lsn, macaddr, bit strings",
        true,
        PRESENCE,
        EQUALITY,
        DISTINCT,
        MEMBERSHIP,
        ORDER),
    EQUATED("bytea, oid and other identifiers", false, PRESENCE, EQUALITY, DISTINCT, MEMBERSHIP),
    TEXT(
        "Text: text, varchar, char, name",
        true,
        PRESENCE,
        EQUALITY,
        DISTINCT,
        MEMBERSHIP,
        ORDER,
        TEXTUAL),
    FOLDED_TEXT(
        "Text of the extension citext, which ignores case throughout",
        true,
        PRESENCE,
        EQUALITY,
        MEMBERSHIP,
        ORDER,
        TEXTUAL),
    JSONB("jsonb", false, JSON_PRESENCE, JSON_EQUALITY, DISTINCT, OperatorTable.JSON),
    OPAQUE_LIST("Arrays of types without comparison", false, PRESENCE, ARRAY_SIZE),
    LIST("Arrays", false, PRESENCE, ARRAY, ARRAY_SIZE),
    RANGE("Ranges and multiranges", false, PRESENCE, EQUALITY, DISTINCT, OperatorTable.RANGE),
    TREE("ltree (extension)", true, PRESENCE, EQUALITY, MEMBERSHIP, ORDER, OperatorTable.TREE),
    NETWORK(
        "inet, cidr", true, PRESENCE, EQUALITY, DISTINCT, MEMBERSHIP, ORDER, OperatorTable.NETWORK),
    FULL_TEXT("tsvector", false, PRESENCE, OperatorTable.FULL_TEXT);

    private final String title;
    private final boolean sortable;
    private final List<Row> rows;

    @SafeVarargs
    Family(String title, boolean sortable, List<Row>... groups) {
      this.title = title;
      this.sortable = sortable;
      List<Row> all = new ArrayList<>();
      for (List<Row> group : groups) {
        all.addAll(group);
      }
      this.rows = List.copyOf(all);
    }

    String title() {
      return title;
    }

    boolean sortable() {
      return sortable;
    }

    List<Row> rows() {
      return rows;
    }
  }

  private OperatorTable() {}
}
