package org.fraiseql.testing;

import java.util.Locale;

/** Something that a test left behind, in a sentence that says what and where to look. */
public sealed interface Leak {

  String sentence();

  /**
   * A connection to the test's database that nobody closed.
   *
   * @param application the connection's {@code application_name}
   * @param state as in {@code pg_stat_activity}, such as {@code idle}
   * @param statement the last one, or empty
   */
  record OpenConnection(String application, String state, String statement) implements Leak {
    @Override
    public String sentence() {
      return "A connection of %s is still open (%s)%s. Close it, or the pool or server that holds it."
          .formatted(quoted(application, "an unnamed application"), state, last(statement));
    }
  }

  /**
   * A transaction that nobody ended.
   *
   * @param holder who has the connection
   * @param state as in {@code pg_stat_activity}, such as {@code idle in transaction}
   * @param statement the last one, or empty
   */
  record OpenTransaction(String holder, String state, String statement) implements Leak {
    @Override
    public String sentence() {
      return "A transaction on %s is still open (%s)%s. Commit it or roll it back."
          .formatted(holder, state, last(statement));
    }
  }

  /**
   * A transaction that was prepared and never decided.
   *
   * @param id which {@code PREPARE TRANSACTION} gave it
   * @param owner the role that prepared it
   */
  record PreparedTransaction(String id, String owner) implements Leak {
    @Override
    public String sentence() {
      return "The transaction '%s', prepared by %s, was never decided. COMMIT PREPARED or ROLLBACK PREPARED it."
          .formatted(id, owner);
    }
  }

  /**
   * A run-time setting that outlived its transaction: the next one to use the connection has it.
   *
   * @param holder who has the connection
   */
  record LeftOverSetting(String holder, String name, String value) implements Leak {
    @Override
    public String sentence() {
      return "%s still has the setting %s = '%s'. Use SET LOCAL or set_config(…, true) in a transaction, or RESET it."
          .formatted(capital(holder), name, value);
    }
  }

  private static String quoted(String name, String otherwise) {
    return name.isBlank() ? otherwise : "'" + name + "'";
  }

  private static String capital(String holder) {
    return holder.substring(0, 1).toUpperCase(Locale.ROOT) + holder.substring(1);
  }

  private static String last(String statement) {
    String line = statement.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ", last statement: " + (line.length() > 200 ? line.substring(0, 200) + "…" : line);
  }
}
