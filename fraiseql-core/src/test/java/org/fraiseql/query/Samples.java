package org.fraiseql.query;

import static org.fraiseql.query.Sample.Kind.ARRAY;
import static org.fraiseql.query.Sample.Kind.JSON;
import static org.fraiseql.query.Sample.Kind.NETWORK;
import static org.fraiseql.query.Sample.Kind.PLAIN;
import static org.fraiseql.query.Sample.Kind.RANGE;
import static org.fraiseql.query.Sample.Kind.SEARCH;
import static org.fraiseql.query.Sample.Kind.TEXT;
import static org.fraiseql.query.Sample.Kind.TREE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;

/** Types and their odd values, in a database. */
final class Samples {

  private static final String ODD =
      "quote \" apostrophe ' backslash \\ tab \t newline \n line\u2028separator \uD83D\uDE00 50% _x";

  private static Sample text(String name, String type, String... values) {
    return Sample.of(name, type, TEXT, values)
        .with("contains", "a", "%", "_", "\\", "'", "", "\uD83D\uDE00", "\u2028", "NN")
        .with("startsWith", "a", "an", "", "q", "50%", "\\")
        .with("endsWith", "a", "_x", "", "%", "\\")
        .with("like", "%a%", "anna\\_b", "_nna%", "%\\\\%", "", "%\uD83D\uDE00%", "100\\%")
        .with("regex", "^a", "\\\\", "n{2}", "[%]", "", "\u2028")
        .with("ieq", "ANNA", "anna_b", "\u00FCber", "")
        .with("icontains", "A", "NN", "%", "\\", "\u00DC", "")
        .with("istartsWith", "AN", "Q", "", "%")
        .with("iendsWith", "A", "_X", "", "%")
        .with("ilike", "AN%", "%\\%%", "ANNA\\_B")
        .with("iregex", "^A", "NNA$", "\u00FC");
  }

  private static Sample array(String name, String type, String... values) {
    return Sample.of(name, type, ARRAY, values).with("length", "0", "1", "2", "3");
  }

  private static final List<Sample> NUMBERS =
      List.of(
          Sample.of("flag", "boolean", PLAIN, "true", "false"),
          Sample.of("small", "smallint", PLAIN, "-32768", "0", "32767"),
          Sample.of("whole", "integer", PLAIN, "-2147483648", "0", "7", "2147483647"),
          Sample.of("big", "bigint", PLAIN, "9007199254740993", "-9223372036854775808", "0", "42"),
          Sample.of(
              "exact",
              "numeric(38,10)",
              PLAIN,
              "1234567890123456789012345678.0123456789",
              "-0.0000000001",
              "0",
              "1.50"),
          Sample.of("anynumber", "numeric", PLAIN, "NaN", "0.10", "1e40", "-1e-30", "12.3400"),
          Sample.of("single", "real", PLAIN, "0.1", "-0", "NaN", "Infinity", "1e-40", "3.4e38"),
          Sample.of(
              "double", "float8", PLAIN, "0.1", "-0", "NaN", "-Infinity", "1e300", "5e-324", "1"),
          Sample.of("cash", "money", PLAIN, "12.34", "-0.01", "1000000"),
          Sample.of("ident", "oid", PLAIN, "0", "4294967295"),
          Sample.of("lsn", "pg_lsn", PLAIN, "0/0", "16/B374D848"),
          Sample.of("bits", "bit(3)", PLAIN, "101", "000"),
          Sample.of("manybits", "varbit", PLAIN, "", "1", "10101"),
          Sample.of("longxid", "xid8", PLAIN, "1", "18446744073709551615"));

  private static final List<Sample> TIMES =
      List.of(
          Sample.of("day", "date", PLAIN, "2024-02-29", "infinity", "-infinity", "0044-03-15 BC"),
          Sample.of("clock", "time", PLAIN, "00:00:00", "24:00:00", "23:59:59.999999"),
          Sample.of("zoned", "timetz", PLAIN, "12:00:00+02:00", "10:00:00Z", "23:59:59.5-11:30"),
          Sample.of(
              "local",
              "timestamp",
              PLAIN,
              "2016-12-31T23:59:59.999999",
              "infinity",
              "-infinity",
              "0044-03-15T12:00:00 BC"),
          Sample.of(
              "moment",
              "timestamptz",
              PLAIN,
              "2016-12-31T23:59:60Z",
              "2024-06-01T02:00:00+02:00",
              "infinity",
              "-infinity",
              "12024-01-01T00:00:00.000001Z"),
          Sample.of("span", "interval", PLAIN, "P1DT0.5S", "-1 days", "30 days", "1 mon", "PT0S"));

  private static final List<Sample> TEXTS =
      List.of(
          text(
              "words", "text", ODD, "", "anna", "Anna", "anna_b", "100%", "C:\\dir\\", "\u00DCber"),
          text("short", "varchar(100)", "Anna", "anna_b", ODD, ""),
          text("padded", "char(6)", "anna", "a", "", "anna_b"),
          text("folded", "ext.citext", "Anna", "BOB", "", ODD),
          text("letter", "\"char\"", "a", "b"),
          text("label", "name", "anna", "Anna", "anna_b"),
          Sample.of(
              "key",
              "uuid",
              PLAIN,
              "00000000-0000-0000-0000-000000000001",
              "ffffffff-ffff-ffff-ffff-ffffffffffff"),
          Sample.of("bytes", "bytea", PLAIN, "\\x00ff", "\\x", "\\x27225c"),
          Sample.of("markup", "xml", PLAIN, "<a>\"&amp;\"</a>"),
          Sample.of("mood", "ext.mood", PLAIN, "happy", "in progress", "true", "a\"b\\c", ""),
          Sample.of("positive", "ext.positive", PLAIN, "1", "20"),
          text("demanded", Sample.REQUIRED, "anna", ""),
          text("mail", "ext.mail", "a@b.example", "anna@b.example"),
          Sample.of("pair", "ext.pair", PLAIN, "(1,\"a \"\"b\"\"\")", "(,)"),
          Sample.of("tags", "ext.hstore", PLAIN, "a=>1, b=>NULL", ""));

  private static final List<Sample> OTHERS =
      List.of(
          Sample.of(
                  "doc",
                  "jsonb",
                  JSON,
                  "{\"a\": 1, \"b\": [1, 2]}",
                  "{\"a\": null}",
                  "[\"a\"]",
                  "\"a\"",
                  "1.50",
                  "null",
                  "{}",
                  "12345678901234567890.123")
              .with("hasKey", "a", "b", "")
              .with("hasAnyKeys", "a|x", "x")
              .with("hasAllKeys", "a|b", "a")
              .with("matchesPath", "$.b[*] ? (@ > 1)", "$.a"),
          Sample.of("olddoc", "json", JSON, "{\"b\" :1,  \"a\": [1.50, null]}", "null", "\"x\""),
          Sample.of("host", "inet", NETWORK, "10.0.0.1", "10.1.0.0/16", "::1", "10.1.2.3/32"),
          Sample.of("block", "cidr", NETWORK, "10.0.0.0/8", "10.1.0.0/16", "::/0"),
          Sample.of("card", "macaddr", PLAIN, "08:00:2b:01:02:03", "ff:ff:ff:ff:ff:ff"),
          Sample.of("tree", "ext.ltree", TREE, "a", "a.b", "a.b.c", "x", "")
              .with("matches", "a.*{1}", "*.b.*", "a")
              .with("matchesText", "b", "a & c"),
          Sample.of("search", "tsvector", SEARCH, "'cat' 'dog'", "'cat':1 'dog':2", "")
              .with("websearch", "cat -dog", "\"cat dog\"", "bird or dog", "")
              .with("plain", "dog cat", "bird"),
          Sample.of("spot", "point", PLAIN, "(1,2.5)"),
          range("period", "int4range", List.of("[1,5)", "[5,9)", "empty", "(,3]"), "4", "5", "9"),
          range("prices", "numrange", List.of("[1.5,2.50]", "(2.5,)", "empty"), "2.50", "1.5"),
          range(
              "stay",
              "tstzrange",
              List.of(
                  "[2024-01-01T00:00:00Z,2024-02-01T00:00:00Z)",
                  "[2024-02-01T00:00:00Z,)",
                  "(,infinity)"),
              "2024-01-15T00:00:00Z",
              "infinity"),
          range("periods", "int4multirange", List.of("{[1,3),[5,9)}", "{}", "{[2,6)}"), "2", "4"),
          array("strings", "text[]", "{a,\"b \\\"q\\\" \\\\\",NULL}", "{}", "{a}", "{\"\",%}"),
          array("numbers", "int[]", "{1,2,3}", "{}", "{NULL}", "{2}"),
          array("keys", "uuid[]", "{00000000-0000-0000-0000-000000000001}", "{}"),
          array("moods", "ext.mood[]", "{happy,\"in progress\",NULL}", "{}", "{\"true\"}"),
          array("instants", "timestamptz[]", "{2024-01-01T00:00:00Z,infinity}", "{}"),
          array("exacts", "numeric(38,10)[]", "{12345678901234567890.0123456789,NaN}", "{}"),
          array("docs", "jsonb[]", "{1,\"{\\\"a\\\": [1, null]}\",\"\\\"x\\\"\"}", "{}"),
          array("short_texts", "varchar(5)[]", "{abc,x}", "{}"));

  private static Sample range(String name, String type, List<String> values, String... elements) {
    return Sample.of(name, type, RANGE, values.toArray(String[]::new)).with("contains", elements);
  }

  static final List<Sample> ALL =
      Stream.of(NUMBERS, TIMES, TEXTS, OTHERS).flatMap(List::stream).toList();

  private Samples() {}

  static TestDatabase create() {
    return TestPostgres.shared().fromTemplate("samples", Samples::fill);
  }

  private static void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE SCHEMA ext;
          CREATE EXTENSION citext SCHEMA ext;
          CREATE EXTENSION ltree SCHEMA ext;
          CREATE EXTENSION hstore SCHEMA ext;
          CREATE TYPE ext.mood AS ENUM ('happy', 'in progress', 'true', E'a"b\\\\c', '');
          CREATE DOMAIN ext.positive AS int CHECK (VALUE > 0);
          CREATE DOMAIN ext.mail AS text CHECK (VALUE LIKE '%@%');
          CREATE DOMAIN ext.required AS text NOT NULL;
          CREATE TYPE ext.pair AS (a int, b text);
          SET timezone = 'UTC'\
          """);
      for (Sample sample : ALL) {
        for (String sql : sample.definitions()) {
          statement.execute(sql);
        }
      }
    }
  }
}
