package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.eventually;
import static org.fraiseql.database.DatabaseFixture.problem;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
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
        var wire = new FarAway(port(fixture), 0);
        Database database = open(fixture, wire, DatabaseFixture.FOREVER)) {
      assertThat(await(read(database, "1")).toString()).isEqualTo("reader1");
      eventually(() -> wire.commits() == 1);
      wire.holdAnswers();
      Future<Buffer> second = read(database, "2");
      // It has been sent up to its end, and nothing has been said to any of it.
      eventually(() -> wire.commits() == 2);
      assertThat(second.isComplete()).isFalse();
      wire.letAnswersGo();
      assertThat(await(second).toString()).isEqualTo("reader2");
    }
  }

  /**
   * A machine that stands still in between looks like a statement that does, and then reads may be
   * sent twice. So this counts when it succeeds once.
   */
  @Test
  void aFewReadsTogetherTakeOneRoundTripAndAreSentOnce() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options)) {
      List<String> seen = new ArrayList<>();
      do {
        seen.add(together(fixture));
      } while (!seen.getLast().equals("4 sent before the first answer, 4 in all, 1 connection")
          && seen.size() < 30);
      assertThat(seen).last().isEqualTo("4 sent before the first answer, 4 in all, 1 connection");
    }
  }

  private static String together(DatabaseFixture fixture) throws Exception {
    try (var wire = new FarAway(port(fixture), 50);
        Database database = open(fixture, wire, DatabaseFixture.FOREVER)) {
      await(read(database, "1"));
      await(read(database, "2"));
      eventually(() -> wire.commits() >= 2);
      int before = wire.commits();
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readings.add(read(database, "n" + i));
      }
      Future<Integer> sentAtFirst = readings.getFirst().map(_ -> wire.commits() - before);
      for (int i = 0; i < 4; i++) {
        assertThat(await(readings.get(i)).toString()).isEqualTo("readern" + i);
      }
      return "%d sent before the first answer, %d in all, %d connection"
          .formatted(await(sentAtFirst), wire.commits() - before, wire.connections());
    }
  }

  @Test
  void aConnectionThatFallsSilentHangsNobody() throws Exception {
    try (var fixture = new DatabaseFixture(options -> options);
        var wire = new FarAway(port(fixture), 0);
        Database database = open(fixture, wire, Duration.ofMillis(300))) {
      eventually(() -> succeeds(database));
      wire.loseEverything();
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
    }
  }

  private static boolean succeeds(Database database) {
    try {
      await(read(database, "1"));
      return true;
    } catch (CompletionException _) {
      return false;
    }
  }
}
