package org.fraiseql.schema;

import java.io.IOException;
import java.nio.file.Files;
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

  private static final Path INTRODUCTION =
      Path.of("src/test/resources/schema/operators-introduction.md");

  @Test
  void isInStepWithTheTable() throws IOException {
    StringBuilder page = new StringBuilder(Files.readString(INTRODUCTION));
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
