package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fraiseql.catalog.PgType;
import org.fraiseql.schema.Operator.Operand;
import org.fraiseql.schema.OperatorTable.Family;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator finds the rows that it should, on real values. */
class OperatorsTest {

  private static TestDatabase database;

  /** A column, its type, and its values in the rows 1, 2, …; the last row is null. */
  private record Column(String name, PgType type, String sqlType, List<String> values) {}

  private static final List<Column> COLUMNS =
      List.of(
          column("flag", Models.builtIn("bool"), "boolean", "true", "false"),
          column("small", Models.builtIn("int2"), "smallint", "1", "2", "3"),
          column("exact", Models.builtIn("numeric"), "numeric(6,2)", "1.50", "2.00", "10.25"),
          column("single", Models.builtIn("float4"), "real", "0.1", "2.5"),
          column(
              "uuid",
              Models.builtIn("uuid"),
              "uuid",
              "00000000-0000-0000-0000-000000000001",
              "00000000-0000-0000-0000-000000000002"),
          column(
              "moment",
              Models.builtIn("timestamptz"),
              "timestamptz",
              "2024-01-01T00:00:00Z",
              "2024-06-01T00:00:00Z",
              "infinity"),
          column("span", Models.builtIn("interval"), "interval", "P1D", "PT30H"),
          column("words", Models.builtIn("text"), "text", "Anna 50%", "anna_b", "C:\\dir", "Über"),
          column("short", Models.builtIn("varchar"), "varchar(3)", "abc", "ABC"),
          column("padded", Models.builtIn("bpchar"), "char(5)", "ab", "abc"),
          column("letter", Models.builtIn("char"), "\"char\"", "a", "b"),
          column("ident", Models.builtIn("name"), "name", "alpha", "beta"),
          column("folded", Models.extension("ext", "citext"), "ext.citext", "Anna", "BOB"),
          column("tree", Models.extension("ext", "ltree"), "ext.ltree", "a", "a.b", "a.b.c", "x"),
          column(
              "status",
              Models.enumOf("ext", "status", "new", "in progress", "done"),
              "ext.status",
              "new",
              "in progress",
              "done"),
          column(
              "positive",
              Models.domain("ext", "positive", Models.builtIn("int4")),
              "ext.positive",
              "1",
              "2"),
          column(
              "doc",
              Models.builtIn("jsonb"),
              "jsonb",
              "{\"a\": 1, \"b\": [1, 2]}",
              "{\"a\": 2}",
              "[\"a\"]"),
          column("markup", Models.builtIn("xml"), "xml", "<a/>"),
          column("old_doc", Models.builtIn("json"), "json", "{}"),
          column("bytes", Models.builtIn("bytea"), "bytea", "\\x00ff", "\\x01"),
          column("bits", Models.builtIn("bit"), "bit(3)", "101", "111"),
          column("net", Models.builtIn("inet"), "inet", "10.0.0.1", "10.1.0.0/16", "::1"),
          column("block", Models.builtIn("cidr"), "cidr", "10.0.0.0/8", "10.1.0.0/16"),
          column(
              "tags",
              Models.array(Models.builtIn("varchar")),
              "varchar(9)[]",
              "{red,blue}",
              "{blue}",
              "{}"),
          column(
              "moods",
              Models.array(Models.enumOf("ext", "status")),
              "ext.status[]",
              "{new,done}",
              "{\"in progress\"}"),
          column("docs", Models.array(Models.builtIn("json")), "json[]", "{1,2}", "{}"),
          column(
              "period", Models.range("int4range", "int4"), "int4range", "[1,5)", "[5,9)", "empty"),
          column("search", Models.builtIn("tsvector"), "tsvector", "'cat' 'dog'", "'cat'"));

  /** Column, operator, operand, the rows found. A list's items are parted by {@code |}. */
  private static final Path CASES = Path.of("src/test/resources/schema/operator-cases.txt");

  private static Column column(String name, PgType type, String sqlType, String... values) {
    return new Column(name, type, sqlType, List.of(values));
  }

  private record Case(Column column, String operator, String operand, String rows) {
    @Override
    public String toString() {
      return column.name() + " " + operator + " " + operand;
    }
  }

  private static Stream<Case> cases() {
    try {
      return Files.readAllLines(CASES).stream().map(OperatorsTest::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(String line) {
    String[] parts = line.strip().split("\\s+", 3);
    String[] rest = parts[2].split("\\s{4,}", 2);
    Column column =
        COLUMNS.stream().filter(c -> c.name().equals(parts[0])).findFirst().orElseThrow();
    return new Case(column, parts[1], rest[0].strip(), rest.length == 1 ? "" : rest[1].strip());
  }

  @BeforeAll
  static void fill() throws SQLException {
    database = TestPostgres.shared().createDatabase();
    database.execute(
        """
        CREATE SCHEMA ext;
        CREATE EXTENSION citext SCHEMA ext;
        CREATE EXTENSION ltree SCHEMA ext;
        CREATE TYPE ext.status AS ENUM ('new', 'in progress', 'done');
        CREATE DOMAIN ext.positive AS int CHECK (VALUE > 0)\
        """);
    try (Connection connection = database.connection()) {
      for (Column column : COLUMNS) {
        try (var create = connection.createStatement()) {
          create.execute(
              "CREATE TABLE public.%1$s_rows (id int, \"%1$s\" %2$s)"
                  .formatted(column.name(), column.sqlType()));
        }
        String insert =
            "INSERT INTO public.%1$s_rows VALUES (?, CAST(?::text AS %2$s))"
                .formatted(column.name(), column.sqlType());
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
          for (int i = 0; i <= column.values().size(); i++) {
            statement.setInt(1, i + 1);
            statement.setString(2, i < column.values().size() ? column.values().get(i) : null);
            statement.execute();
          }
        }
      }
    }
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheRows(Case expected) throws SQLException {
    Operator operator =
        Objects.requireNonNull(
            Operators.of(expected.column().type()).get(expected.operator()), "no such operator");
    assertThat(rows(expected.column(), operator, expected.operand())).isEqualTo(expected.rows());
  }

  @Test
  void leavesNoOperatorOfAFamilyUntried() {
    Map<Family, Set<String>> tried =
        cases()
            .collect(
                Collectors.groupingBy(
                    c -> Operators.family(c.column().type()),
                    Collectors.mapping(Case::operator, Collectors.toCollection(TreeSet::new))));
    Set<String> triedAnywhere = new TreeSet<>();
    tried.values().forEach(triedAnywhere::addAll);
    for (Family family : EnumSet.allOf(Family.class)) {
      assertThat(tried).containsKey(family);
      for (var row : family.rows()) {
        assertThat(triedAnywhere).as(family + " " + row.name()).contains(row.name());
      }
    }
  }

  @Test
  void canSortWhateverItCallsSortable() throws SQLException {
    try (Connection connection = database.connection()) {
      for (Column column : COLUMNS) {
        if (Operators.family(column.type()).sortable()) {
          try (var statement = connection.createStatement()) {
            statement.executeQuery(
                "SELECT id FROM public.%1$s_rows ORDER BY \"%1$s\"".formatted(column.name()));
          }
        }
      }
    }
  }

  private static String rows(Column column, Operator operator, String operand) throws SQLException {
    String value =
        "CAST(?::text"
            + (operator.operand() == Operand.MANY ? "[]" : "")
            + " AS "
            + operator.operandType()
            + ")";
    String path = "t.\"" + column.name() + "\"";
    String condition = operator.sql().replace("{path}", path).replace("{value}", value);
    String sql =
        "SELECT id FROM public.%s_rows t WHERE %s ORDER BY id"
            .formatted(column.name(), escaped(condition));
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connection()) {
      try (var path1 = connection.createStatement()) {
        path1.execute("SET search_path = pg_catalog");
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        switch (operator.operand()) {
          case ONE -> statement.setString(1, operand);
          case MANY ->
              statement.setArray(1, connection.createArrayOf("text", operand.split("\\|")));
          case FLAG -> {}
        }
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            found.add(Objects.requireNonNull(result.getString(1)));
          }
        }
      }
    }
    return String.join(" ", found);
  }

  /** JDBC takes question marks for parameters: those of jsonb's operators are doubled for it. */
  private static String escaped(String condition) {
    return condition
        .replace("\" ? CAST", "\" ?? CAST")
        .replace("?| CAST", "??| CAST")
        .replace("?& CAST", "??& CAST")
        .replace("@? CAST", "@?? CAST");
  }
}
