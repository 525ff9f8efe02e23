package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.Engine;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code idempotencyKey} and {@code expectedVersion}. */
class EnvelopeTest {

  private static final String ADD =
      """
      mutation($input: AddBookInput!, $key: String) {
        addBook(input: $input, idempotencyKey: $key) {
          ... on AddBookSuccess { message book { id title } }
          ... on AddBookError { code }
        }
      }
      """;

  private static final String TAKE =
      """
      mutation($id: JSON!, $version: Long) {
        takeCopy(input: $id, expectedVersion: $version) {
          ... on TakeCopySuccess { version book { stock } }
          ... on TakeCopyError { code field currentVersion }
        }
      }
      """;

  private final Engine desk = Desk.open();

  @AfterEach
  void close() {
    desk.close();
  }

  private static Map<String, @Nullable Object> keyed(String title, @Nullable String key) {
    Map<String, @Nullable Object> variables = Desk.input(Desk.book(title));
    variables.put("key", key);
    return variables;
  }

  private List<@Nullable String> books(String title) {
    return desk.column("SELECT id FROM tb_books WHERE title = '" + title + "'");
  }

  @Test
  void theSameKeyGivesTheSameAnswerOnce() {
    JsonNode first = desk.data(ADD, keyed("Two", "k1"));
    desk.column("UPDATE tb_books SET title = 'Changed' WHERE title = 'Two' RETURNING id");
    assertThat(desk.data(ADD, keyed("Two", "k1"))).isEqualTo(first);
    assertThat(books("Two")).isEmpty();
    assertThat(books("Changed")).hasSize(1);
  }

  @Test
  void anotherSelectionUnderTheKeyIsReadAnew() {
    JsonNode first = desk.data(ADD, keyed("Two", "k1"));
    String other =
        ADD.replace("message book { id title }", "message shelf book { id author { name } }");
    JsonNode second = desk.data(other, keyed("Two", "k1")).get("addBook");
    assertThat(second.get("book").get("id")).isEqualTo(first.get("addBook").get("book").get("id"));
    assertThat(second.get("book").get("author").get("name").asText()).isEqualTo("Ada");
    assertThat(second.get("message").asText()).isEqualTo("Added");
    assertThat(second.get("shelf").asInt()).isEqualTo(3);
    assertThat(books("Two")).hasSize(1);
  }

  @Test
  void anotherInputUnderTheKeyIsRefused() {
    desk.data(ADD, keyed("Two", "k1"));
    assertThat(desk.failures(ADD, keyed("Three", "k1"))).containsExactly("addBook FQ-404");
    assertThat(books("Three")).isEmpty();
  }

  @Test
  void withoutAKeyOrWithNullTheCommandIsCarriedOutEachTime() {
    desk.data(ADD, keyed("Two", null));
    JsonNode again = desk.data(ADD, keyed("Two", null));
    assertThat(again.get("addBook").get("code").asText()).isEqualTo("ALREADY_EXISTS");
    assertThat(desk.column("SELECT key FROM fraiseql.tb_idempotency_keys")).isEmpty();
  }

  @Test
  void aRejectionFreesTheKey() {
    assertThat(desk.data(ADD, keyed("Forbidden", "k1")).get("addBook").get("code").asText())
        .isEqualTo("NOT_WANTED");
    assertThat(desk.data(ADD, keyed("Two", "k1")).get("addBook").get("message").asText())
        .isEqualTo("Added");
  }

  @Test
  void callersDoNotShareKeys() {
    try (Engine users = Desk.open(settings -> settings.withDeclared(List.of("app.user_id")))) {
      Caller seven = new Caller(null, Map.of("app.user_id", "7"));
      Caller eight = new Caller(null, Map.of("app.user_id", "8"));
      assertThat(users.execute(ADD, keyed("Two", "k1"), seven)).isInstanceOf(Response.Data.class);
      assertThat(users.execute(ADD, keyed("Three", "k1"), eight)).isInstanceOf(Response.Data.class);
      assertThat(users.execute(ADD, keyed("Three", "k1"), seven))
          .isInstanceOf(Response.Partial.class);
      assertThat(users.column("SELECT title FROM tb_books ORDER BY title"))
          .containsExactly("One", "Three", "Two");
    }
  }

  @Test
  void keysOfNoLengthAreRefused() {
    assertThat(desk.failures(ADD, keyed("Two", ""))).containsExactly("addBook FQ-405");
    assertThat(desk.failures(ADD, keyed("Two", "k".repeat(256)))).containsExactly("addBook FQ-405");
    assertThat(books("Two")).isEmpty();
  }

  @Test
  void aKeyExpires() {
    try (Engine brief =
        Desk.open(settings -> settings.withIdempotencyLifetime(Duration.ofSeconds(1)))) {
      JsonNode first = brief.data(ADD, keyed("Two", "k1"));
      brief.column("UPDATE fraiseql.tb_idempotency_keys SET expires_at = now() RETURNING key");
      JsonNode second = brief.data(ADD, keyed("Two", "k1"));
      assertThat(first.get("addBook").get("message").asText()).isEqualTo("Added");
      assertThat(second.get("addBook").get("code").asText()).isEqualTo("ALREADY_EXISTS");
    }
  }

  @Test
  void withoutAPlaceForKeysTheCommandIsNotCarriedOut() {
    desk.database.execute("DROP SCHEMA fraiseql CASCADE");
    assertThat(desk.failures(ADD, keyed("Two", "k1"))).containsExactly("addBook FQ-406");
    assertThat(books("Two")).isEmpty();
  }

  @Test
  void sixtyFourConcurrentCallsWithOneKeyAreOneCommand() {
    List<Future<Response>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(
          desk.engine.execute(
              new Request(ADD, null, keyed("Two", "k1")), Caller.NOBODY, new Cancellation()));
    }
    Set<String> answers = new HashSet<>();
    calls.forEach(call -> answers.add(call.await().toString()));
    assertThat(answers).hasSize(1);
    assertThat(books("Two")).hasSize(1);
    assertThat(desk.column("SELECT count(*) FROM tb_notes")).containsExactly("1");
  }

  private JsonNode take(@Nullable Long version) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("id", Map.of("id", Desk.BOOK));
    variables.put("version", version);
    return desk.data(TAKE, variables).get("takeCopy");
  }

  @Test
  void anotherVersionIsAConflictThatTellsTheCurrentOne() {
    assertThat(take(1L).toString()).isEqualTo("{\"version\":2,\"book\":{\"stock\":4}}");
    assertThat(take(1L).toString())
        .isEqualTo(
            "{\"code\":\"VERSION_CONFLICT\",\"field\":\"expectedVersion\",\"currentVersion\":2}");
    assertThat(take(null).toString()).isEqualTo("{\"version\":3,\"book\":{\"stock\":3}}");
    assertThat(take(3L).toString()).isEqualTo("{\"version\":4,\"book\":{\"stock\":2}}");
  }

  @Test
  void ofTwoThatExpectOneVersionOneIsRefused() {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("id", Map.of("id", Desk.BOOK));
    variables.put("version", 1L);
    List<Future<Response>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          desk.engine.execute(
              new Request(TAKE, null, variables), Caller.NOBODY, new Cancellation()));
    }
    List<String> answers =
        calls.stream()
            .map(call -> ((Response.Data) call.await()).body().toString())
            .filter(text -> text.contains("stock"))
            .toList();
    assertThat(answers).hasSize(1);
    assertThat(desk.column("SELECT stock FROM tb_books WHERE title = 'One'")).containsExactly("4");
  }
}
