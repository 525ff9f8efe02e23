package org.fraiseql.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The run-time settings that a database names. PostgreSQL lists no settings of its users, so what
 * cannot be listed must be asked for by its name.
 */
final class SettingNames {

  private static final String TEXTS =
      """
      WITH ours AS (
        SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
      SELECT pg_get_viewdef(oid) FROM pg_class
      WHERE relkind IN ('v', 'm') AND relnamespace IN (SELECT oid FROM ours)
      UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
      WHERE prokind IN ('f', 'p') AND pronamespace IN (SELECT oid FROM ours)
      UNION ALL SELECT pg_get_expr(polqual, polrelid) FROM pg_policy
      UNION ALL SELECT pg_get_expr(polwithcheck, polrelid) FROM pg_policy
      UNION ALL SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
      UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'
      """;

  /** Quotes are doubled where the call stands in a string, as for EXECUTE. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?:current_setting|set_config)\\s*\\(\\s*'+([^']+)'", Pattern.CASE_INSENSITIVE);

  private static final Pattern SET =
      Pattern.compile(
          "\\bSET\\s+(?:LOCAL\\s+|SESSION\\s+)?(\\w+\\.\\w+)\\s*(?:=|\\bTO\\b)",
          Pattern.CASE_INSENSITIVE);

  private SettingNames() {}

  static Set<String> of(Connection connection) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet texts = statement.executeQuery(TEXTS)) {
      while (texts.next()) {
        String text = texts.getString(1);
        if (text != null) {
          collect(CALL.matcher(text), names);
          collect(SET.matcher(text), names);
        }
      }
    }
    return names;
  }

  private static void collect(Matcher matcher, Set<String> names) {
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }
}
