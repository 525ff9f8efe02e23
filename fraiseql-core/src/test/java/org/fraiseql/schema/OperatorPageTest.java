package org.fraiseql.schema;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.schema.OperatorTable.Family;
import org.fraiseql.schema.OperatorTable.Row;
import org.fraiseql.schema.OperatorTable.Takes;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/reference/operators.md} what the operator table says. */
class OperatorPageTest {

  private static final Pattern SYMBOL = Pattern.compile("\\{([^a-z}]+)}");

  private static final String INTRODUCTION =
      """
      # Filter operators

      This page is generated from the operator table, which also makes the input types and the SQL.

      `where` takes an object: a field of the document (or a column of the relation) with operators below it. All that is
      given must hold. `_and` and `_or` take lists of such objects, `_not` takes one. Objects
      inside the document nest. A list of objects takes `some`, `every` and `none`.

      ```graphql
      {
        orders(where: {
          status: {in: [PENDING, PAID]}
          customer: {email: {ieq: "ada@example.com"}}
          items: {some: {quantity: {gte: 10}}}
          _not: {notes: {isNull: true}}
        }) { id total }
      }
      ```

      - An operator that is given needs an operand: `null` is refused. For null there is `isNull`. GraphQL has no way to write
        "may be left out, must not be null", so the schema shows operands as nullable.
      - As in SQL, a comparison with a null value holds for neither `eq` nor `ne`. `isDistinctFrom` counts null as a value.
      - Operands are parameters of the statement, cast to the type that stands in the column, without its length or precision:
        `eq: "abcd"` finds nothing in a `varchar(3)`, and `eq: 1.504` nothing in a `numeric(6,2)`.
      - Enums compare in the order of their labels, text in the order of the database's collation.
      - `contains`, `startsWith`, `endsWith` take their operand literally. A `pg_trgm` index serves them, `like`, `regex` and
        their forms for any case; an index with `text_pattern_ops` serves `startsWith`. `ieq` is served by an index on
        `lower(column)`.
      - `regex` is PostgreSQL's, `matchesPath` SQL/JSON's; an operand with a wrong syntax is refused by PostgreSQL.
      - `websearch` and `plain` read the search with `default_text_search_config`. A column that was filled with another
        configuration finds the same words only if role or database set that one:
        `ALTER ROLE shop_api SET default_text_search_config = 'simple'`.
      - Types of extensions (`citext`, `ltree`) are compared with the extension's own operators, wherever it is installed.

      Which input type belongs to which PostgreSQL type: see [naming](naming.md#types).
      """;

  @Test
  void isInStepWithTheTable() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Family family : Family.values()) {
      page.append("\n## ").append(family.title()).append("\n\n");
      page.append(family.sortable() ? "Can be sorted by.\n\n" : "Cannot be sorted by.\n\n");
      page.append("| operator | operand | holds when the value | SQL |\n|---|---|---|---|\n");
      for (Row row : family.rows()) {
        page.append(
            "| `%s` | %s | %s | `%s` |%n"
                .formatted(row.name(), operand(row.takes()), row.meaning(), sql(row)));
      }
    }
    SchemaGoldenTest.compare(Path.of("../docs/reference/operators.md"), page.toString());
  }

  private static String operand(Takes takes) {
    return switch (takes) {
      case ITSELF -> "a value";
      case SEVERAL -> "a list of values";
      case ELEMENT -> "an element";
      case ELEMENTS -> "a list of elements";
      case TEXT -> "text";
      case TEXTS -> "a list of text";
      case INT -> "a whole number";
      case JSONPATH -> "a path as text";
      case LQUERY, LTXTQUERY -> "a query as text";
      case FLAG -> "`true` or `false`";
    };
  }

  private static String sql(Row row) {
    return SYMBOL
        .matcher(row.sql())
        .replaceAll(match -> Matcher.quoteReplacement(match.group(1)))
        .replace("{path}", "value")
        .replace("{value}", "$1")
        .replace("|", "\\|");
  }
}
