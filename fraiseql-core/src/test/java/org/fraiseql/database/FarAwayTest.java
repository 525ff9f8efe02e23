package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.problem;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.Test;

final class FarAwayTest {

  private static final String SQL = "SELECT convert_to(current_user || $1::text, 'UTF8')";
  private static final Caller READER = new Caller("reader", Map.of("app.tenant", "t"));

  private static Database open(DatabaseFixture fixture, FarAway wire, Duration timeout) {
    String uri = fixture.postgres.uri().replaceFirst(":[0-9]+/", ":" + wire.port() + "/");
    return Database.open(
        fixture.vertx,
        DatabaseOptions.of(uri)
            .withLoops(1)
            .withConnections(4)
            .withStatementTimeout(timeout)
            .withRoles(Set.of("reader"))
            .withDeclared(List.of("app.tenant")));
  }

  private static int port(DatabaseFixture fixture) {
    return URI.create(fixture.postgres.uri()).getPort();
  }

  private static Future<Buffer> read(Database database, String value) {
    return database.read(READER, SQL, List.of(value), new Cancellation());
  }

  @Test
  void aReadAsACallerTakesOneRoundTrip() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(port(fixture), 50);
        Database database = open(fixture, wire, Duration.ofSeconds(5))) {
      assertThat(await(read(database, "1")).toString()).isEqualTo("reader1");
      long start = System.nanoTime();
      assertThat(await(read(database, "2")).toString()).isEqualTo("reader2");
      Duration one = Duration.ofNanos(System.nanoTime() - start);
      assertThat(one).isBetween(Duration.ofMillis(100), Duration.ofMillis(190));
    }
  }

  @Test
  void aFewReadsTogetherTakeOneRoundTripAndAreSentOnce() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(port(fixture), 50);
        Database database = open(fixture, wire, Duration.ofSeconds(5))) {
      await(read(database, "1"));
      await(read(database, "2"));
      long start = System.nanoTime();
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readings.add(read(database, "n" + i));
      }
      for (int i = 0; i < 4; i++) {
        assertThat(await(readings.get(i)).toString()).isEqualTo("readern" + i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(190));
      // A wire that is long by nature is no stalled statement, so nothing was moved elsewhere.
      assertThat(
              fixture.ask(
                  "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'fraiseql'"
                      + " AND datname = current_database()"))
          .isEqualTo("1");
    }
  }

  @Test
  void aConnectionThatFallsSilentHangsNobody() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(port(fixture), 0);
        Database database = open(fixture, wire, Duration.ofMillis(300))) {
      await(read(database, "1"));
      wire.loseEverything();
      long start = System.nanoTime();
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        readings.add(read(database, "n" + i));
      }
      for (Future<Buffer> reading : readings) {
        assertThat(problem(reading))
            .isInstanceOfAny(
                DatabaseProblem.Unavailable.class,
                DatabaseProblem.Unreachable.class,
                DatabaseProblem.Overloaded.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }
  }
}
