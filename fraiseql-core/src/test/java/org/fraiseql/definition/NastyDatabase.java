package org.fraiseql.definition;

import java.util.List;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;

/** Views that are hard to understand. */
final class NastyDatabase {

  private NastyDatabase() {}

  static TestDatabase create() {
    return TestPostgres.shared()
        .fromTemplate(
            "nasty",
            connection -> {
              int version = TestPostgres.shared().majorVersion();
              for (String file : List.of("nasty", "nasty2", "nasty3", "nasty16", "nasty17")) {
                boolean tooNew = version < 16 && file.equals("nasty16");
                if (!tooNew && !(version < 17 && file.equals("nasty17"))) {
                  SqlScript.resource("/definition/" + file + ".sql").run(connection);
                }
              }
            });
  }
}
