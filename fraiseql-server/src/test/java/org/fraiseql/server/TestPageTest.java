package org.fraiseql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/how-to/test.md} shows a class that is compiled and run here. */
class TestPageTest {

  @Test
  void itsExampleIsTheOneThatRuns() throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/test.md"));
    String tests = Files.readString(Path.of("src/test/java/org/fraiseql/server/OrdersTest.java"));
    String migration = Files.readString(Path.of("src/test/resources/orders/V1__orders.sql"));
    String shown = tests.substring(tests.indexOf("import "));
    assertThat(page).contains("```java\n" + shown + "```").contains("```sql\n" + migration + "```");
  }
}
