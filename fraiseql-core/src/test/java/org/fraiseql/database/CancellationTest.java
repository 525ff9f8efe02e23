package org.fraiseql.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.database.DatabaseFixture.await;
import static org.fraiseql.database.DatabaseFixture.eventually;
import static org.fraiseql.database.DatabaseFixture.pause;
import static org.fraiseql.database.DatabaseFixture.problem;
import static org.fraiseql.database.DatabaseFixture.text;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.fraiseql.problem.DatabaseProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CancellationTest {

  private static final Caller READER = new Caller("reader", Map.of());

  private final DatabaseFixture fixture =
      new DatabaseFixture(options -> options.withConnections(2).withRoles(Set.of("reader")));

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aRunningStatementEndsAtOnce() {
    for (Caller caller : List.of(Caller.NOBODY, READER)) {
      Cancellation cancellation = new Cancellation();
      Future<Buffer> reading = fixture.read(cancellation, caller, DatabaseFixture.SLEEP);
      eventually(() -> fixture.sleeping().equals("1"));
      cancellation.cancel();
      assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Cancelled());
      eventually(() -> fixture.sleeping().equals("0"));
      assertThat(text(fixture.read(caller, "SELECT 1"))).isEqualTo("1");
    }
  }

  @Test
  void whatWaitsIsDropped() throws Exception {
    try (Gate gate = new Gate(fixture)) {
      List<Future<Buffer>> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(fixture.read(Caller.NOBODY, Gate.PASS));
      }
      // One at the head of each connection, so there is none for what comes now.
      gate.awaitWaiting(2);
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Cancellation cancellation = new Cancellation();
        readings.add(
            fixture.read(cancellation, Caller.NOBODY, "SELECT 'waiting ' || $1::text", "x"));
        cancellation.cancel();
      }
      readings.forEach(
          reading -> assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Cancelled()));
      gate.open();
      held.forEach(reading -> assertThat(text(reading)).isEqualTo("passed"));
      assertThat(fixture.text("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void whoWasCancelledBeforeIsNotSentAtAll() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    assertThat(problem(fixture.read(cancellation, Caller.NOBODY, "SELECT 1")))
        .isEqualTo(new DatabaseProblem.Cancelled());
  }

  @Test
  void neighboursOfACancelledStatementGetTheirAnswers() {
    for (int round = 0; round < 40; round++) {
      List<Future<Buffer>> neighbours = new ArrayList<>();
      Caller caller = round % 2 == 0 ? Caller.NOBODY : READER;
      Cancellation cancellation = new Cancellation();
      Future<Buffer> victim = fixture.read(cancellation, caller, "SELECT pg_sleep(0.004)");
      for (int i = 0; i < 6; i++) {
        neighbours.add(fixture.read(caller, "SELECT $1::text || pg_sleep(0.002)", "n" + i));
      }
      pause(round % 6);
      cancellation.cancel();
      for (int i = 0; i < neighbours.size(); i++) {
        assertThat(text(neighbours.get(i))).isEqualTo("n" + i);
      }
      assertThat(victim).satisfies(v -> eventually(v::isComplete));
    }
  }

  @Test
  void aNeighbourThatACancelHitsBeginsAnew() throws Exception {
    try (Gate gate = new Gate(fixture)) {
      Future<Buffer> reading = fixture.read(Caller.NOBODY, Gate.PASS);
      gate.awaitWaiting(1);
      String before = gate.begun();
      fixture.ask(
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active'"
              + " AND datname = current_database() AND pid <> pg_backend_pid()");
      eventually(() -> !gate.begun().equals(before));
      gate.open();
      assertThat(text(reading)).isEqualTo("passed");
    }
  }

  @Test
  void aStatementBeyondItsTimeIsEnded() {
    try (var quick =
        new DatabaseFixture(
            options ->
                options.withStatementTimeout(Duration.ofSeconds(1)).withRoles(Set.of("reader")))) {
      for (Caller caller : List.of(Caller.NOBODY, READER)) {
        assertThat(problem(quick.read(caller, DatabaseFixture.SLEEP)))
            .isEqualTo(new DatabaseProblem.Timeout(Duration.ofSeconds(1)));
        assertThat(inTime(() -> quick.read(caller, "SELECT current_user || '|' || 1")))
            .isEqualTo(caller == READER ? "reader|1" : "postgres|1");
      }
    }
  }

  /** The answer, once there is one: a busy machine may not give even a short statement its time. */
  private static String inTime(Supplier<Future<Buffer>> reading) {
    AtomicReference<String> answer = new AtomicReference<>("");
    eventually(
        () -> {
          try {
            answer.set(text(reading.get()));
            return true;
          } catch (CompletionException e) {
            assertThat(e).hasMessageContaining("Timeout");
            return false;
          }
        });
    return answer.get();
  }

  @Test
  void aSlowStatementHoldsUpNobodyWhileConnectionsAreFree() throws Exception {
    await(fixture.database.ping());
    try (Gate gate = new Gate(fixture)) {
      Future<Buffer> slow = fixture.read(Caller.NOBODY, Gate.PASS);
      List<Future<Buffer>> behind = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        behind.add(fixture.read(i % 2 == 0 ? READER : Caller.NOBODY, "SELECT $1::text", "n" + i));
      }
      for (int i = 0; i < behind.size(); i++) {
        assertThat(text(behind.get(i))).isEqualTo("n" + i);
      }
      assertThat(slow.isComplete()).isFalse();
      gate.open();
      assertThat(text(slow)).isEqualTo("passed");
      // From now on the text is known to be slow, so others go past it from the start.
      gate.shut();
      Future<Buffer> again = fixture.read(Caller.NOBODY, Gate.PASS);
      assertThat(fixture.text("SELECT 1")).isEqualTo("1");
      assertThat(again.isComplete()).isFalse();
      gate.open();
      assertThat(text(again)).isEqualTo("passed");
    }
  }

  @Test
  void tooManyThatWaitAreRefused() throws Exception {
    try (var narrow = new DatabaseFixture(options -> options.withConnections(1).withWaiting(10));
        Gate gate = new Gate(narrow)) {
      await(narrow.database.ping());
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        readings.add(narrow.read(Caller.NOBODY, Gate.PASS));
      }
      gate.awaitWaiting(1);
      // Ten wait, and from one to four are on the connection: nobody is sent behind a statement
      // that is seen to hold the others up, and those behind it wait once more.
      eventually(() -> readings.stream().filter(Future::isComplete).count() >= 30 - 4 - 10);
      gate.open();
      int overloaded = 0;
      for (Future<Buffer> reading : readings) {
        try {
          assertThat(text(reading)).isEqualTo("passed");
        } catch (CompletionException _) {
          assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Overloaded());
          overloaded++;
        }
      }
      assertThat(overloaded).isBetween(30 - 4 - 10, 30 - 1 - 10);
    }
  }
}
