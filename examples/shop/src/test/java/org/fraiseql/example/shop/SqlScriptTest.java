package org.fraiseql.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

  @Test
  void cutsAtSemicolonsAndRemembersLines() {
    assertThat(
            SqlPiece.split("-- head\n\nSELECT 1;\n\n  SELECT 2 -- tail\n;;\n/* a;b */ SELECT 3\n"))
        .containsExactly(
            new SqlPiece(3, "SELECT 1"),
            new SqlPiece(5, "SELECT 2 -- tail"),
            new SqlPiece(7, "SELECT 3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';', 'it''s; ', ''",
        "SELECT E'\\';', e'a\\\\'",
        "SELECT 'no escape \\'",
        "SELECT 1 AS \"a;\"\"b\"",
        "DO $$ BEGIN; END $$",
        "DO $a$ ; $$ ; $b$ ; $a$",
        "SELECT $1; SELECT a$b$c",
        "SELECT 1 /* ; /* ; */ ; */ + 1",
        "SELECT 1 -- ;'\n + 1",
        "SELECT name'x;' FROM typee"
      })
  void leavesQuotationsAndCommentsWhole(String sql) {
    List<String> expected =
        sql.contains("$1") ? List.of("SELECT $1", "SELECT a$b$c") : List.of(sql);
    assertThat(SqlPiece.split(sql)).extracting(SqlPiece::sql).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'a", "SELECT \"a", "DO $$ a", "/* a /* b */", "SELECT E'\\'"})
  void refusesWhatHasNoEnd(String sql) {
    assertThatThrownBy(() -> SqlScript.of("x", sql))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("What begins in line 1 has no end");
  }

  @Test
  void saysWhichResourceIsMissing() {
    assertThatThrownBy(() -> SqlScript.resource("/shop/none.sql"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No resource /shop/none.sql");
  }

  @Test
  void handsOverRowsAndNamesTheLineOfAnError() throws SQLException {
    List<Integer> seen = new ArrayList<>();
    try (TestDatabase database = TestPostgres.shared().createDatabase();
        Connection connection = database.connection()) {
      SqlScript script = SqlScript.of("some.sql", "SELECT 1;\n\nSELECT 2;\nSELECT\n1/0;\nSELECT 3");
      assertThatThrownBy(
              () ->
                  script.run(
                      connection,
                      rows -> {
                        rows.next();
                        seen.add(rows.getInt(1));
                      }))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("some.sql:4: ")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("22012");
    }
    assertThat(seen).containsExactly(1, 2);
  }
}
