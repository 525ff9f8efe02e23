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
              for (String file : List.of("nasty.sql", "nasty2.sql", "nasty3.sql")) {
                SqlScript.resource("/definition/" + file).run(connection);
              }
            });
  }
}
