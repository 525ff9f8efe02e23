package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fraiseql.Engine;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Field;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Success;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Cafe.Guest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fields of the mutation type that methods answer. */
class MutationMethodTest {

  sealed interface Added {}

  @Success
  record Welcome(Guest guest, String message) implements Added {}

  @Failure
  record Unwelcome(String message, String code) implements Added {}

  static final class Api {
    @Mutation
    @Nullable Added add(String name, Session session) {
      UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      session.update("INSERT INTO tb_guests VALUES ($1, $2)", id, name);
      return switch (name) {
        case "Throws" -> throw new IllegalStateException("secret");
        case "Fails" -> new Unwelcome("Not here", "NOT_HERE");
        case "Null" -> null;
        default -> new Welcome(session.findById(Guest.class, id).orElseThrow(), "Hello " + name);
      };
    }

    @Mutation
    String strict(String name, Session session) {
      add(name, session);
      throw new IllegalStateException("secret");
    }

    @Mutation
    @Nullable String sleeps(Session session) throws InterruptedException {
      add("Sleeper", session);
      Thread.sleep(Duration.ofHours(1));
      return "awake";
    }

    @Mutation
    @Nullable Integer twice(Session session) {
      try {
        session.sql("SELECT 1 / 0 AS x");
      } catch (RuntimeException e) {
        // The transaction has failed all the same.
      }
      return 1;
    }

    @Field(on = Guest.class)
    int number(Guest guest, Session session) {
      return (int)
          session
              .sql("SELECT count(*) AS n FROM tb_guests WHERE name <= $1", guest.name())
              .getFirst()
              .number("n");
    }

    @Field(on = Guest.class)
    @Nullable String breaks(Guest guest) {
      throw new IllegalStateException("secret");
    }

    @Field(on = Guest.class)
    String breaksAll(Guest guest) {
      throw new IllegalStateException("secret");
    }
  }

  private final Engine cafe = Cafe.open(Cafe.limit(Duration.ofSeconds(60)), new Api());

  @AfterEach
  void close() {
    cafe.close();
  }

  private static String add(String name) {
    return ("add(name: \"%s\") { __typename ... on Welcome { message guest { name number } }"
            + " ... on Unwelcome { message code } }")
        .formatted(name);
  }

  private List<@Nullable String> added() {
    return cafe.column("SELECT name FROM tb_guests WHERE name NOT LIKE 'Guest%' ORDER BY name");
  }

  @Test
  void whatIsReturnedIsCommittedAndComputedFieldsSeeIt() {
    assertThat(Cafe.shown(cafe, "mutation { " + add("Adam") + " }"))
        .isEqualTo(
            """
            {"data":{"add":{"__typename":"Welcome","message":"Hello Adam",\
            "guest":{"name":"Adam","number":1}}}}""");
    assertThat(added()).containsExactly("Adam");
  }

  @Test
  void aFailureIsAnAnswerAndRolledBack() {
    assertThat(Cafe.shown(cafe, "mutation { " + add("Fails") + " }"))
        .isEqualTo(
            "{\"data\":{\"add\":{\"__typename\":\"Unwelcome\",\"message\":\"Not here\",\"code\":\"NOT_HERE\"}}}");
    assertThat(added()).isEmpty();
  }

  @Test
  void whatThrowsIsRolledBackAndDoesNotStopTheOthers() {
    assertThat(
            Cafe.shown(
                cafe,
                "mutation { a: %s b: %s __typename c: %s }"
                    .formatted(add("A"), add("Throws"), add("C"))))
        .isEqualTo(
            """
            {"a":{"__typename":"Welcome","message":"Hello A","guest":{"name":"A","number":1}},\
            "b":null,"__typename":"Mutation",\
            "c":{"__typename":"Welcome","message":"Hello C","guest":{"name":"C","number":2}}}
            [b] FQ-651 'add' could not be answered. Reference: …""");
    assertThat(added()).containsExactly("A", "C");
  }

  @Test
  void aFieldOfTheMutationCanAlwaysBeNullSoThatTheOthersAreTold() {
    assertThat(Cafe.shown(cafe, "mutation { strict(name: \"A\") b: " + add("B") + " }"))
        .startsWith("{\"strict\":null,\"b\":{\"__typename\":\"Welcome\"")
        .endsWith("\n[strict] FQ-651 'strict' could not be answered. Reference: …");
    assertThat(added()).containsExactly("B");
  }

  @Test
  void nullIsAnAnswerToo() {
    assertThat(Cafe.shown(cafe, "mutation { " + add("Null") + " }"))
        .isEqualTo("{\"data\":{\"add\":null}}");
    assertThat(added()).containsExactly("Null");
  }

  @Test
  void aComputedFieldThatFailsUndoesWhatItTakesWithIt() {
    assertThat(
            Cafe.shown(
                cafe,
                "mutation { add(name: \"A\") { ... on Welcome { message guest { breaks } } } }"))
        .startsWith(
            "{\"add\":{\"message\":\"Hello A\",\"guest\":{\"breaks\":null}}}\n[add, guest, breaks]");
    assertThat(added()).containsExactly("A");
    assertThat(
            Cafe.shown(
                cafe,
                "mutation { add(name: \"B\") { ... on Welcome { message guest { breaksAll } } } }"))
        .startsWith("{\"add\":null}\n[add, guest, breaksAll]");
    assertThat(added()).containsExactly("A");
  }

  @Test
  void aTransactionThatFailedIsNotCommitted() {
    assertThat(Cafe.shown(cafe, "mutation { twice }")).startsWith("{\"twice\":null}\n[twice] FQ-");
  }

  @Test
  void whatTakesTooLongIsRolledBackAndItsConnectionGivenBack() throws Exception {
    try (Engine hurried = Cafe.open(Cafe.limit(Duration.ofMillis(500)), new Api())) {
      assertThat(Cafe.shown(hurried, "mutation { sleeps }"))
          .isEqualTo(
              "{\"sleeps\":null}\n[sleeps] FQ-652 'sleeps' took longer than 500 ms and was ended.");
      while (!List.of("0")
          .equals(
              hurried.column(
                  "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database()"
                      + " AND state LIKE 'idle in%'"))) {
        Thread.sleep(5);
      }
      assertThat(hurried.column("SELECT name FROM tb_guests WHERE name = 'Sleeper'")).isEmpty();
    }
  }

  @Test
  void badArgumentsLeaveEverythingUndone() {
    Engine engine = cafe;
    assertThat(
            engine.code("mutation { " + add("A") + " b: add(name: 1) { __typename } }", Map.of()))
        .isEqualTo("FQ-120");
    assertThat(added()).isEmpty();
  }
}
