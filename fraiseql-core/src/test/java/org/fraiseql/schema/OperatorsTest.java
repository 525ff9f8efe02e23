package org.fraiseql.schema;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final String CASES =
      """
      flag      eq              true                 1
      flag      ne              true                 2
      flag      isDistinctFrom  true                 2 3
      flag      isNull          -                    3
      small     eq              2                    2
      small     gt              70000
      small     in              1|3|99999            1 3
      small     notIn           1|3                  2
      exact     eq              1.5                  1
      exact     eq              1.504
      exact     lte             2                    1 2
      exact     gt              1.999                2 3
      single    eq              0.1                  1
      uuid      in              00000000-0000-0000-0000-000000000002|00000000-0000-0000-0000-000000000009    2
      uuid      gt              00000000-0000-0000-0000-000000000001    2
      moment    gte             2024-06-01T02:00:00+02:00    2 3
      moment    lt              infinity             1 2
      span      gt              P1D                  2
      words     eq              anna_b               2
      words     contains        50%                  1
      words     contains        %                    1
      words     contains        _                    2
      words     contains        \\                   3
      words     startsWith      anna                 2
      words     endsWith        dir                  3
      words     like            %na%                 1 2
      words     like            anna\\_b             2
      words     regex           ^A                   1
      words     ieq             ANNA_B               2
      words     ieq             über                 4
      words     icontains       NA                   1 2
      words     istartsWith     AN                   1 2
      words     iendsWith       B                    2
      words     ilike           AN%                  1 2
      words     iregex          ^a                   1 2
      words     ne              Über                 1 2 3
      words     isDistinctFrom  Über                 1 2 3 5
      short     eq              abcd
      short     in              abc|abcd             1
      short     ieq             aBc                  1 2
      padded    eq              ab                   1
      padded    in              ab|abc               1 2
      padded    startsWith      ab                   1 2
      letter    eq              ab
      letter    eq              a                    1
      ident     eq              alpha                1
      ident     contains        et                   2
      folded    eq              ANNA                 1
      folded    ne              anna                 2
      folded    in              bob|x                2
      folded    notIn           bob|x                1
      folded    gt              ANNA                 2
      folded    gte             ANNA                 1 2
      folded    lt              bob                  1
      folded    lte             bob                  1 2
      folded    contains        NN                   1
      folded    startsWith      AN                   1
      folded    endsWith        ob                   2
      folded    like            a%                   1
      folded    regex           ^a                   1
      folded    ieq             bob                  2
      folded    icontains       nn                   1
      folded    istartsWith     b                    2
      folded    iendsWith       A                    1
      folded    ilike           b%                   2
      folded    iregex          b$                   2
      folded    isNull          -                    3
      tree      eq              a.b                  2
      tree      ne              a.b                  1 3 4
      tree      in              a|x                  1 4
      tree      notIn           a|x                  2 3
      tree      gt              a.b                  3 4
      tree      gte             a.b                  2 3 4
      tree      lt              a.b                  1
      tree      lte             a.b                  1 2
      tree      ancestorOf      a.b                  1 2
      tree      descendantOf    a.b                  2 3
      tree      matches         a.*{1}               2
      tree      matchesText     b                    2 3
      tree      isNull          -                    5
      status    eq              in progress          2
      status    gt              new                  2 3
      status    in              new|done             1 3
      positive  eq              0
      positive  eq              2                    2
      positive  in              -5|1                 1
      doc       eq              {"a":2}              2
      doc       ne              {"a":2}              1 3
      doc       isDistinctFrom  {"a":2}              1 3 4
      doc       contains        {"b":[2]}            1
      doc       containedBy     {"a":2,"c":3}        2
      doc       hasKey          a                    1 2 3
      doc       hasAnyKeys      b|x                  1
      doc       hasAllKeys      a|b                  1
      doc       matchesPath     $.b[*] ? (@ > 1)     1
      doc       isNull          -                    4
      old_doc   isNull          -                    2
      bytes     eq              \\x00ff              1
      bytes     ne              \\x00ff              2
      bytes     in              \\x01                2
      bytes     notIn           \\x01                1
      bytes     isDistinctFrom  \\x01                1 3
      bytes     isNull          -                    3
      bits      eq              101                  1
      bits      in              111|101              1 2
      net       eq              10.0.0.1             1
      net       ne              10.0.0.1             2 3
      net       isDistinctFrom  10.0.0.1             2 3 4
      net       in              ::1                  3
      net       notIn           ::1                  1 2
      net       gt              10.0.0.1             2 3
      net       gte             10.0.0.1             1 2 3
      net       lt              10.0.0.9             1
      net       lte             10.0.0.1             1
      net       contains        10.1.2.3             2
      net       containedBy     10.0.0.0/8           1 2
      net       overlaps        10.1.0.0/24          2
      net       isNull          -                    4
      block     contains        10.1.0.0             1 2
      block     in              10.0.0.0/8           1
      tags      eq              red|blue             1
      tags      ne              red|blue             2 3
      tags      contains        blue                 1 2
      tags      containedBy     blue|green           2 3
      tags      overlaps        red|green            1
      tags      isEmpty         -                    3
      tags      length          2                    1
      tags      isNull          -                    4
      moods     contains        in progress          2
      moods     overlaps        new                  1
      docs      isEmpty         -                    2
      docs      length          2                    1
      docs      isNull          -                    3
      period    eq              [1,4]                1
      period    ne              [1,4]                2 3
      period    isDistinctFrom  [1,4]                2 3 4
      period    contains        4                    1
      period    containsRange   [6,7]                2
      period    containedBy     [0,6)                1 3
      period    overlaps        [4,6)                1 2
      period    strictlyLeftOf  [5,6)                1
      period    strictlyRightOf [0,5)                2
      period    adjacentTo      [9,10)               2
      period    isEmpty         -                    3
      period    isNull          -                    4
      search    websearch       cat -dog             2
      search    plain           dog cat              1
      search    isNull          -                    3
      """;

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
    return CASES.lines().map(OperatorsTest::read);
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
