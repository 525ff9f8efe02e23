package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.Limits;
import org.fraiseql.MigrationScripts;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.example.shop.SqlScript;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The truth table of commands: how a command ends, what its client gets, and what is left in the
 * database. The routine is in {@code outcomes.sql}: it writes a note, then ends as it is told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeTableTest {

  private static final String ACT =
      """
      mutation($input: ActInput!, $key: String) {
        act(input: $input, idempotencyKey: $key) {
          ... on ActSuccess { message steps note { text inverse } }
          ... on ActError { code field message details }
        }
      }
      """;

  private static final String TAKEN = "00000000-0000-4000-8000-000000000001";

  private Engine engine;

  /** In a database of its own. */
  private static Engine engine(Duration statement) {
    TestDatabase database =
        TestPostgres.shared()
            .fromTemplate(
                "outcomes",
                connection -> {
                  SqlScript.resource("/command/outcomes.sql").run(connection);
                  MigrationScripts.install(connection);
                });
    Limits limits = new Limits(5_000, 12, 30, 5_000, 1_000, 100, 32 << 20, statement, statement);
    return Engine.on(database, settings -> settings.withLimits(limits).withConnections(16));
  }

  /** No time limit ends what is to end otherwise. */
  @BeforeAll
  void open() {
    engine = engine(Duration.ofMinutes(10));
  }

  @AfterAll
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @BeforeEach
  void clear() {
    engine.database.execute(
        """
        DELETE FROM tb_notes WHERE friend IS NOT NULL;
        DELETE FROM tb_notes;
        DELETE FROM fraiseql.tb_idempotency_keys;
        UPDATE tb_places SET taken = 0;
        ALTER SEQUENCE seq_attempts RESTART;
        ALTER SEQUENCE seq_met RESTART;
        INSERT INTO tb_notes (id, text, name, days, place)
        VALUES ('00000000-0000-4000-8000-000000000001', 'there', 'taken', '[1,10)', 1)
        """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # how it ends                             | what the client gets                    notes, keys | tries
          accepted                                  | Done 2 {"text":"accepted","inverse":1}      | 2 | 1 | 1
          id of nothing                             | Done 1 null                                 | 1 | 1 | 1
          rejected                                  | NOT_NOW null Not now {"until":7}            | 0 | 0 | 1
          rejected without a code                   | REFUSED null Not now null                   | 0 | 0 | 1
          rejected without a message                | NOT_NOW null The command was refused. null  | 0 | 0 | 1
          rejected with a code not declared         | REFUSED null Not now null                   | 0 | 0 | 1
          rule                                      | CLOSED null The desk is closed null         | 0 | 0 | 1
          rule at COMMIT                            | CLOSED null It is too late null             | 0 | 0 | 1
          name that is taken                        | ALREADY_EXISTS input.name                   | 0 | 0 | 1
          friend that is not there                  | REFERENCE_VIOLATION input.friend            | 0 | 0 | 1
          negative weight                           | INVALID_VALUE input.weight                  | 0 | 0 | 1
          no text                                   | MISSING_VALUE input.text                    | 0 | 0 | 1
          days that overlap                         | CONFLICTING_VALUE input.days                | 0 | 0 | 1
          place that is taken, seen at COMMIT       | ALREADY_EXISTS input.place The place        | 0 | 0 | 1
          short name that is long                   | FQ-403 The value of 'input.shortName'       | 0 | 0 | 0
          exception                                 | FQ-511                                      | 0 | 0 | 1
          exception at COMMIT                       | FQ-511                                      | 0 | 0 | 1
          division by zero                          | FQ-511                                      | 0 | 0 | 1
          text that is no number                    | FQ-511                                      | 0 | 0 | 1
          missing table                             | FQ-511                                      | 0 | 0 | 1
          lock not to be had                        | FQ-514                                      | 0 | 0 | 1
          missing right                             | FQ-407                                      | 0 | 0 | 1
          NULL                                      | FQ-401                                      | 0 | 0 | 1
          success that is null                      | FQ-401                                      | 0 | 0 | 1
          no id                                     | FQ-401                                      | 0 | 0 | 1
          no declared key                           | FQ-401                                      | 0 | 0 | 1
          no row                                    | FQ-401                                      | 0 | 0 | 1
          two rows                                  | FQ-401                                      | 0 | 0 | 1
          id that is no uuid                        | FQ-401                                      | 0 | 0 | 1
          payload that cannot be read               | FQ-506                                      | 0 | 0 | 1
          serialization failures, twice             | Done 2                                      | 2 | 1 | 3
          serialization failures that go on         | FQ-513                                      | 0 | 0 | 4
          serialization failures at COMMIT, twice   | Done 2                                      | 2 | 1 | 3
          serialization failures at COMMIT that go on | FQ-513                                    | 0 | 0 | 4
          backend killed, once                      | Done 2                                      | 2 | 1 | 2
          backend killed each time                  | FQ-502                                      | 0 | 0 | 3
          connection lost at COMMIT                 | FQ-512                                      | 0 | 0 | 1
          client gone before                        | FQ-505                                      | 0 | 0 | 0
          client gone meanwhile                     | FQ-505                                      | 0 | 0 | 1
          """)
  void aCommandThatEndsSoLeavesThis(
      String ending, String client, int notes, int keys, int attempts) {
    assertThat(shown(carriedOut(ending))).startsWith(client).doesNotContain("tb_", "secret");
    assertLeft(engine, notes, keys, attempts);
  }

  @Test
  void aCommandBeyondItsTimeLeavesNothing() {
    try (Engine brief = engine(Duration.ofSeconds(2))) {
      Future<Response> response = execute(brief, "statement timeout", Map.of(), new Cancellation());
      assertThat(shown(response.await())).startsWith("FQ-504").doesNotContain("tb_", "secret");
      assertLeft(brief, 0, 0, 1);
    }
  }

  private static void assertLeft(Engine engine, int notes, int keys, int attempts) {
    assertThat(engine.column("SELECT count(*) FROM tb_notes WHERE text <> 'there'"))
        .containsExactly(String.valueOf(notes));
    assertThat(engine.column("SELECT count(*) FROM fraiseql.tb_idempotency_keys"))
        .containsExactly(String.valueOf(keys));
    assertThat(
            engine.column(
                "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM seq_attempts"))
        .containsExactly(String.valueOf(attempts));
  }

  @Test
  void ofTwoThatAreInADeadlockOneIsTriedAgain() {
    List<Future<Response>> both =
        List.of(
            execute(engine, "deadlock of two", Map.of("place", 1), new Cancellation()),
            execute(engine, "deadlock of two", Map.of("place", 2), new Cancellation()));
    both.forEach(one -> assertThat(shown(one.await())).startsWith("Done 2"));
    assertThat(engine.column("SELECT taken FROM tb_places")).containsExactly("2", "2");
    assertThat(engine.column("SELECT count(*) FROM tb_notes WHERE text <> 'there'"))
        .containsExactly("4");
    // PostgreSQL may end both, each by its own look for deadlocks.
    assertThat(engine.column("SELECT last_value >= 3 FROM seq_attempts")).containsExactly("t");
  }

  private Response carriedOut(String ending) {
    Cancellation cancellation = new Cancellation();
    if (ending.equals("client gone before")) {
      cancellation.cancel();
    }
    Future<Response> response = execute(engine, ending, input(ending), cancellation);
    if (ending.equals("client gone meanwhile")) {
      while (engine
          .column(
              "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
          .isEmpty()) {
        Thread.onSpinWait();
      }
      cancellation.cancel();
    }
    return response.await();
  }

  private static Map<String, @Nullable Object> input(String ending) {
    return switch (ending) {
      case "name that is taken" -> Map.of("name", "taken");
      case "friend that is not there" -> Map.of("friend", TAKEN.replace('1', '2'));
      case "negative weight" -> Map.of("weight", -1);
      case "payload that cannot be read" -> Map.of("weight", 0);
      case "days that overlap" -> Map.of("days", "[5,6)");
      case "place that is taken, seen at COMMIT" -> Map.of("place", 1);
      case "short name that is long" -> Map.of("shortName", "abcd");
      default -> Map.of();
    };
  }

  private static Future<Response> execute(
      Engine engine, String ending, Map<String, @Nullable Object> more, Cancellation cancellation) {
    Map<String, @Nullable Object> input = new HashMap<>(more);
    input.put("text", ending.equals("no text") ? null : ending);
    Map<String, @Nullable Object> variables = Desk.input(input);
    variables.put("key", ending + more);
    return engine.engine.execute(new Request(ACT, null, variables), Caller.NOBODY, cancellation);
  }

  private static String shown(Response response) {
    return switch (response) {
      case Response.Data data -> shown(Engine.parse(data.body().toString()).at("/data/act"));
      case Response.Partial partial -> {
        assertThat(partial.data().toString()).isEqualTo("{\"act\":null}");
        yield partial.failures().getFirst().problem().code()
            + " "
            + partial.failures().getFirst().problem().message();
      }
      case Response.Refused refused -> refused.problems().toString();
      case Response.Failed failed -> failed.problems().toString();
    };
  }

  private static String shown(JsonNode act) {
    return act.has("code")
        ? "%s %s %s %s"
            .formatted(
                act.get("code").asText(),
                act.get("field").asText(),
                act.get("message").asText(),
                act.get("details"))
        : "%s %s %s".formatted(act.get("message").asText(), act.get("steps"), act.get("note"));
  }
}
