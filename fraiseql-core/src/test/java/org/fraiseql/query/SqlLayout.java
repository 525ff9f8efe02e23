package org.fraiseql.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Breaks a long statement into lines, one clause each; a sub-select is indented. */
final class SqlLayout {

  private static final List<String> CLAUSES =
      List.of(
          "FROM ",
          "WHERE ",
          "GROUP BY ",
          "HAVING ",
          "ORDER BY ",
          "LIMIT ",
          "LEFT JOIN ",
          "CROSS JOIN ",
          "JOIN ");

  private final String sql;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Boolean> selects = new ArrayDeque<>();

  private SqlLayout(String sql) {
    this.sql = sql;
  }

  static String of(String sql) {
    return new SqlLayout(sql).laidOut();
  }

  private String laidOut() {
    selects.push(true);
    for (int at = 0; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        int end = sql.indexOf(c, at + 1);
        text.append(sql, at, end + 1);
        at = end;
        continue;
      }
      if (c == '(') {
        boolean select = sql.startsWith("SELECT", at + 1) || sql.startsWith("WITH", at + 1);
        selects.push(select);
        text.append(c);
        if (select) {
          newLine();
        }
        continue;
      }
      if (c == ')' && selects.pop()) {
        newLine();
      }
      if (c == ' ' && selects.peek() && startsClause(at + 1)) {
        newLine();
        continue;
      }
      text.append(c);
    }
    return text.append('\n').toString();
  }

  private boolean startsClause(int at) {
    boolean ofJoin = text.toString().endsWith("LEFT") || text.toString().endsWith("CROSS");
    return !ofJoin && CLAUSES.stream().anyMatch(clause -> sql.startsWith(clause, at));
  }

  private void newLine() {
    long depth = selects.stream().filter(select -> select).count() - 1;
    text.append('\n').append("  ".repeat((int) depth));
  }
}
