package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/how-to/test.md} names every attribute, and shows each leak as it is told. */
class TestPageTest {

  private final String page = Files.readString(Path.of("../docs/how-to/test.md"));

  TestPageTest() throws IOException {}

  @Test
  void it_names_every_attribute() {
    for (Method attribute : PostgresTest.class.getDeclaredMethods()) {
      assertThat(page).contains("\n| `" + attribute.getName() + "` |");
    }
  }

  @Test
  void it_shows_each_leak() {
    for (Leak leak :
        List.of(
            new Leak.OpenConnection("orders-pool", "idle", "SELECT 1"),
            new Leak.OpenTransaction("the test's connection", "idle in transaction", "SELECT 1"),
            new Leak.PreparedTransaction("order-1", "postgres"),
            new Leak.LeftOverSetting("the test's connection", "app.tenant", "north"))) {
      assertThat(page).contains("\n- " + leak.sentence() + "\n");
    }
  }
}
