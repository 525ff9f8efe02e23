package org.fraiseql.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.fraiseql.Engine;
import org.fraiseql.MigrationScripts;
import org.fraiseql.Settings;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;

/** The library desk of {@code desk.sql}: commands for everything that can become of one. */
final class Desk {

  static final String AUTHOR = "00000000-0000-4000-8000-00000000000a";
  static final String BOOK = "00000000-0000-4000-8000-000000000001";

  private Desk() {}

  static TestDatabase database() {
    return TestPostgres.shared()
        .fromTemplate(
            "desk",
            connection -> {
              SqlScript.resource("/command/desk.sql").run(connection);
              MigrationScripts.install(connection);
            });
  }

  static Engine open() {
    return Engine.on(database());
  }

  static Engine open(UnaryOperator<Settings> settings) {
    return Engine.on(database(), settings);
  }

  static Map<String, @Nullable Object> book(String title) {
    Map<String, @Nullable Object> input = new HashMap<>();
    input.put("authorId", AUTHOR);
    input.put("title", title);
    return input;
  }

  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> input, String key, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(input);
    more.put(key, value);
    return more;
  }

  static Map<String, @Nullable Object> input(Map<String, @Nullable Object> input) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("input", input);
    return variables;
  }
}
