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

  private String sleeping() {
    return fixture.ask(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
            + " AND datname = current_database() AND query LIKE '%pg_sleep%'");
  }

  @Test
  void aRunningStatementEndsAtOnce() {
    for (Caller caller : List.of(Caller.NOBODY, READER)) {
      Cancellation cancellation = new Cancellation();
      Future<Buffer> reading = fixture.read(cancellation, caller, "SELECT pg_sleep(2.5)");
      eventually(() -> sleeping().equals("1"));
      cancellation.cancel();
      assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Cancelled());
      long start = System.nanoTime();
      eventually(() -> sleeping().equals("0"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
      assertThat(text(fixture.read(caller, "SELECT 1"))).isEqualTo("1");
    }
  }

  @Test
  void whatWaitsIsDropped() {
    List<Future<Buffer>> sleepers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sleepers.add(fixture.read(Caller.NOBODY, "SELECT pg_sleep(0.5)"));
    }
    List<Future<Buffer>> readings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Cancellation cancellation = new Cancellation();
      readings.add(fixture.read(cancellation, Caller.NOBODY, "SELECT 'waiting ' || $1::text", "x"));
      cancellation.cancel();
    }
    readings.forEach(
        reading -> assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Cancelled()));
    sleepers.forEach(DatabaseFixture::await);
    assertThat(fixture.text("SELECT 1")).isEqualTo("1");
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
  void aNeighbourThatACancelHitsBeginsAnew() {
    Future<Buffer> reading = fixture.read(Caller.NOBODY, "SELECT 'done' || pg_sleep(0.4)");
    eventually(() -> sleeping().equals("1"));
    fixture.ask(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active'"
            + " AND datname = current_database() AND pid <> pg_backend_pid()");
    assertThat(text(reading)).isEqualTo("done");
  }

  @Test
  void aStatementBeyondItsTimeIsEnded() {
    try (var quick =
        new DatabaseFixture(
            options ->
                options.withStatementTimeout(Duration.ofMillis(300)).withRoles(Set.of("reader")))) {
      for (Caller caller : List.of(Caller.NOBODY, READER)) {
        assertThat(problem(quick.read(caller, "SELECT pg_sleep(2)")))
            .isEqualTo(new DatabaseProblem.Timeout(Duration.ofMillis(300)));
        assertThat(text(quick.read(caller, "SELECT current_user || '|' || 1")))
            .isEqualTo(caller == READER ? "reader|1" : "postgres|1");
      }
    }
  }

  @Test
  void aSlowStatementHoldsUpNobodyWhileConnectionsAreFree() {
    await(fixture.database.ping());
    Future<Buffer> slow = fixture.read(Caller.NOBODY, "SELECT pg_sleep(2)");
    List<Future<Buffer>> behind = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      behind.add(fixture.read(i % 2 == 0 ? READER : Caller.NOBODY, "SELECT $1::text", "n" + i));
    }
    long start = System.nanoTime();
    for (int i = 0; i < behind.size(); i++) {
      assertThat(text(behind.get(i))).isEqualTo("n" + i);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(700));
    assertThat(slow.isComplete()).isFalse();
    // From now on the text is known to be slow, so others go past it from the start.
    Future<Buffer> again = fixture.read(Caller.NOBODY, "SELECT pg_sleep(2)");
    assertThat(text(fixture.read(Caller.NOBODY, "SELECT 1"))).isEqualTo("1");
    assertThat(text(slow)).isEmpty();
    assertThat(text(again)).isEmpty();
  }

  @Test
  void tooManyThatWaitAreRefused() {
    try (var narrow = new DatabaseFixture(options -> options.withConnections(1).withWaiting(10))) {
      await(narrow.database.ping());
      List<Future<Buffer>> readings = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        readings.add(narrow.read(Caller.NOBODY, "SELECT pg_sleep(0.05)"));
      }
      int overloaded = 0;
      for (Future<Buffer> reading : readings) {
        try {
          await(reading);
        } catch (java.util.concurrent.CompletionException _) {
          assertThat(problem(reading)).isEqualTo(new DatabaseProblem.Overloaded());
          overloaded++;
        }
      }
      assertThat(overloaded).isEqualTo(30 - 4 - 10);
    }
  }
}
