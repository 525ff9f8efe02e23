package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.fraiseql.Engine;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.api.Field;
import org.fraiseql.api.Query;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.resolver.Cafe.Guest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of a document when a method of Java fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {

  record Tree(String name, List<Tree> inside, @Nullable Tree maybe, List<String> words) {}

  record Broken(int number) {
    @Override
    public int number() {
      throw new IllegalStateException("secret");
    }
  }

  sealed interface Thing {}

  record One(int one) implements Thing {}

  record Two(int two) implements Thing {}

  static final class Api {
    final AtomicInteger ended = new AtomicInteger();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);

    @Query
    @Nullable String fails() {
      throw new IllegalArgumentException("secret");
    }

    @Query
    @SuppressWarnings("InfiniteRecursion") // That is the point.
    @Nullable String overflows() {
      return overflows() + "x";
    }

    @Query
    @Nullable String runsOut() {
      throw new OutOfMemoryError("secret");
    }

    @Query
    String must() throws Exception {
      throw new Exception("secret");
    }

    @Query
    @Nullable String overloaded() {
      throw new ProblemException(new DatabaseProblem.Overloaded());
    }

    @Query
    @Nullable String sleeps() throws InterruptedException {
      try {
        begun.countDown();
        Thread.sleep(Duration.ofHours(1));
        return "awake";
      } finally {
        ended.incrementAndGet();
      }
    }

    @Query
    @Nullable String ignores() {
      boolean waiting = true;
      while (waiting) {
        try {
          free.await();
          waiting = false;
        } catch (InterruptedException e) {
          // That is the point.
        }
      }
      return "free";
    }

    @Query
    @Nullable Tree tree() {
      return new Tree(
          "a", List.of(), new Tree(nothing(), List.of(), null, List.of()), List.of("x"));
    }

    @Query
    @Nullable Tree forest() {
      Tree leaf = new Tree("leaf", List.of(), null, Arrays.asList("x", null));
      return new Tree("a", List.of(leaf, leaf), null, List.of());
    }

    @Query
    List<Broken> broken() {
      return List.of(new Broken(1));
    }

    @Query
    @Nullable Thing thing() {
      return new One(1);
    }

    @Field(on = Guest.class)
    List<String> tooFew(List<Guest> guests) {
      return List.of("only one");
    }

    @Field(on = Guest.class)
    @Nullable String picky(Guest guest) {
      if (guest.name().endsWith("2")) {
        throw new IllegalStateException("secret");
      }
      return guest.name().toLowerCase();
    }

    @Field(on = Guest.class)
    String strict(Guest guest) {
      return java.util.Objects.requireNonNull(guest.email());
    }
  }

  @SuppressWarnings("NullAway") // Programs that nobody checks do so.
  private static String nothing() {
    return null;
  }

  private final Api api = new Api();
  private final Engine cafe = Cafe.open(Cafe.limit(Duration.ofSeconds(30)), api);
  private final Engine hurried = Cafe.open(Cafe.limit(Duration.ofMillis(300)), api);

  @AfterAll
  void close() {
    cafe.close();
    hurried.close();
  }

  private String shown(String query) {
    return Cafe.shown(cafe, query);
  }

  @Test
  void whatAMethodThrowsIsMaskedAndTheOthersAreAnswered() {
    assertThat(
            shown(
                "{ fails overflows runsOut overloaded guests(limit: 1, orderBy: {name: ASC}) { name } }"))
        .startsWith(
            "{\"fails\":null,\"overflows\":null,\"runsOut\":null,\"overloaded\":null,"
                + "\"guests\":[{\"name\":\"Guest 1\"}]}\n")
        .contains("[fails] FQ-651 'fails' could not be answered. Reference: …")
        .contains("[overflows] FQ-651 'overflows' could not be answered. Reference: …")
        .contains("[runsOut] FQ-651")
        .contains("[overloaded] FQ-503 The server is overloaded")
        .doesNotContain("secret");
  }

  @Test
  void aFailureWhereNullCannotBeTakesWhatIsAroundIt() {
    assertThat(shown("{ must guests { name } }"))
        .isEqualTo("null\n[must] FQ-651 'must' could not be answered. Reference: …");
  }

  @Test
  void nullWhereItCannotBeGoesOutwardsToWhereItCan() {
    assertThat(shown("{ tree { name maybe { name } } }"))
        .isEqualTo(
            "{\"tree\":{\"name\":\"a\",\"maybe\":null}}\n"
                + "[tree, maybe, name] FQ-653 'Tree.name' is never null, and has no value here."
                + " Reference: …");
    // One error for what nobody sees any more.
    assertThat(shown("{ forest { inside { name words } } }"))
        .isEqualTo(
            "{\"forest\":null}\n[forest, inside, 0, words, 1] FQ-653 'Tree.words' is never null,"
                + " and has no value here. Reference: …");
  }

  @Test
  void anAccessorThatThrowsIsMasked() {
    assertThat(shown("{ broken { number } }"))
        .isEqualTo(
            "null\n[broken, 0, number] FQ-651 'Broken.number' could not be answered."
                + " Reference: …");
  }

  @Test
  void aListOfAnotherLengthFails() {
    assertThat(shown("{ guests(limit: 2) { tooFew } }"))
        .isEqualTo(
            "null\n[guests, 0, tooFew] FQ-651 'Guest.tooFew' could not be answered. Reference: …");
  }

  @Test
  void anObjectFailsAlone() {
    assertThat(shown("{ guests(limit: 3, orderBy: {name: ASC}) { picky } }"))
        .isEqualTo(
            """
            {"guests":[{"picky":"guest 1"},{"picky":null},{"picky":"guest 3"}]}
            [guests, 1, picky] FQ-651 'Guest.picky' could not be answered. Reference: …""");
    assertThat(shown("{ guest(id: \"" + Cafe.id("guest:1") + "\") { name strict } }"))
        .isEqualTo(
            "{\"guest\":null}\n[guest, strict] FQ-651 'Guest.strict' could not be answered."
                + " Reference: …");
  }

  @Test
  void aMethodThatTakesTooLongIsEndedAndOneThatDoesNotCareIsLeft() throws Exception {
    int before = api.ended.get();
    assertThat(
            Cafe.shown(
                hurried, "{ sleeps ignores guests(limit: 1, orderBy: {name: ASC}) { name } }"))
        .startsWith("{\"sleeps\":null,\"ignores\":null,\"guests\":[{\"name\":\"Guest 1\"}]}\n")
        .contains("[sleeps] FQ-652 'sleeps' took longer than 300 ms and was ended.")
        .contains("[ignores] FQ-652 'ignores' took longer than 300 ms and was ended.");
    while (api.ended.get() == before) {
      Thread.sleep(5);
    }
    api.free.countDown();
  }

  @Test
  void aClientThatGoesAwayEndsItsMethods() throws Exception {
    int before = api.ended.get();
    Cancellation cancellation = new Cancellation();
    var answer =
        cafe.engine.execute(new Request("{ sleeps }", null, Map.of()), Caller.NOBODY, cancellation);
    assertThat(api.begun.await(1, TimeUnit.MINUTES)).isTrue();
    cancellation.cancel();
    Response response = answer.await(1, TimeUnit.MINUTES);
    assertThat(Cafe.shown(response)).contains("FQ-505");
    while (api.ended.get() == before) {
      Thread.sleep(5);
    }
  }

  @Test
  void aStatementThatFailsTakesItsOwnFieldsAlone() {
    assertThat(
            shown(
                "{ fails guest(id: \"%s\") { name } thing { __typename } x: orders(where: {id: {in: []}}) { id } }"
                    .formatted(Cafe.id("guest:1"))))
        .startsWith(
            "{\"fails\":null,\"guest\":{\"name\":\"Guest 1\"},\"thing\":{\"__typename\":\"One\"},\"x\":[]}");
    assertThat(shown("{ thing { __typename } guests(where: {name: {regex: \"(\"}}) { name } }"))
        .startsWith("null\n[guests] FQ-506 ");
    assertThat(shown("{ thing { __typename } guestsConnection(after: \"x\") { nodes { name } } }"))
        .startsWith("refused: [MalformedCursor");
  }
}
