package org.fraiseql.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.Engine;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a command, and what the database looks like afterwards. */
class CommandTest {

  private static final String ADD =
      """
      mutation($input: AddBookInput!) {
        addBook(input: $input) {
          __typename
          ... on AddBookSuccess { message shelf got book { title isbn genre price author { name } } }
          ... on AddBookError { message code field details }
        }
      }
      """;

  private final Engine desk = Desk.open();

  @AfterEach
  void close() {
    desk.close();
  }

  private JsonNode add(Map<String, @Nullable Object> input) {
    return desk.data(ADD, Desk.input(input)).get("addBook");
  }

  private List<@Nullable String> notes() {
    return desk.column("SELECT text FROM tb_notes ORDER BY id");
  }

  @Test
  void anAcceptedCommandIsCommittedAndItsPayloadReadFromTheView() {
    JsonNode added = add(Desk.with(Desk.book("Two"), "price", "12.50"));
    assertThat(added.get("__typename").asText()).isEqualTo("AddBookSuccess");
    assertThat(added.get("message").asText()).isEqualTo("Added");
    assertThat(added.get("shelf").asInt()).isEqualTo(3);
    assertThat(added.get("book"))
        .isEqualTo(
            Engine.parse(
                """
                {"title": "Two", "isbn": null, "genre": "novel", "price": 12.50,
                 "author": {"name": "Ada"}}
                """));
    assertThat(notes()).containsExactly("adding Two");
    assertThat(desk.column("SELECT title FROM tb_books ORDER BY title"))
        .containsExactly("One", "Two");
  }

  @Test
  void aRejectionRollsBackWhatWasWrittenBefore() {
    JsonNode refused = add(Desk.book("Forbidden"));
    assertThat(refused.toString())
        .isEqualTo(
            "{\"__typename\":\"AddBookError\",\"message\":\"This title is not wanted\","
                + "\"code\":\"NOT_WANTED\",\"field\":null,\"details\":{\"shelf\":7}}");
    assertThat(notes()).isEmpty();
  }

  @Test
  void aRuleOfTheDatabaseIsARejectionWithItsCode() {
    JsonNode refused = add(Desk.book("Rule"));
    assertThat(refused.get("code").asText()).isEqualTo("CLOSED");
    assertThat(refused.get("message").asText()).isEqualTo("The desk is closed");
    assertThat(notes()).isEmpty();
  }

  @Test
  void aCodeThatIsNotDeclaredIsRefused() {
    JsonNode refused = add(Desk.book("Undeclared"));
    assertThat(refused.get("code").asText()).isEqualTo("REFUSED");
    assertThat(refused.get("message").asText()).isEqualTo("Something else");
  }

  @Test
  void brokenConstraintsAreRejectionsThatNameTheField() {
    JsonNode taken = add(Desk.with(Desk.book("Two"), "isbn", "9780000000001"));
    assertThat(taken.get("code").asText()).isEqualTo("ALREADY_EXISTS");
    assertThat(taken.get("field").asText()).isEqualTo("input.isbn");
    JsonNode nobody =
        add(Desk.with(Desk.book("Two"), "authorId", "00000000-0000-4000-8000-0000000000ff"));
    assertThat(nobody.get("code").asText()).isEqualTo("REFERENCE_VIOLATION");
    assertThat(nobody.get("field").asText()).isEqualTo("input.authorId");
    JsonNode blank = add(Desk.book(" "));
    assertThat(blank.get("code").asText()).isEqualTo("INVALID_VALUE");
    assertThat(blank.get("field").asText()).isEqualTo("input.title");
    assertThat(notes()).isEmpty();
    for (JsonNode rejection : List.of(taken, nobody, blank)) {
      assertThat(rejection.toString()).doesNotContain("tb_", "isbn_is", "9780000000001", "blank");
    }
  }

  @Test
  void aConstraintThatFailsAtCommitIsARejectionAndNoSuccess() {
    JsonNode again = add(Desk.book("One"));
    assertThat(again.get("code").asText()).isEqualTo("ALREADY_EXISTS");
    assertThat(again.get("message").asText())
        .isEqualTo("The author has a book of this title already.");
    assertThat(notes()).isEmpty();
    String messageOnly =
        "mutation($input: AddBookInput!) { addBook(input: $input) { __typename } }";
    assertThat(desk.data(messageOnly, Desk.input(Desk.book("One"))).toString())
        .isEqualTo("{\"addBook\":{\"__typename\":\"AddBookError\"}}");
    assertThat(notes()).isEmpty();
  }

  @Test
  void exceptionsAreMaskedAndRolledBack() {
    for (String title : List.of("Crash", "Divide")) {
      Response response = desk.execute(ADD, Desk.input(Desk.book(title)), Caller.NOBODY);
      assertThat(response).isInstanceOf(Response.Partial.class);
      Response.Partial partial = (Response.Partial) response;
      assertThat(partial.data().toString()).isEqualTo("{\"addBook\":null}");
      String told = partial.failures().toString();
      assertThat(told).contains("addBook").doesNotContain("secret", "tb_books", "division");
      assertThat(partial.failures().getFirst().problem().code()).isEqualTo("FQ-511");
    }
    assertThat(notes()).isEmpty();
  }

  @Test
  void whatIsNoAnswerIsRolledBack() {
    for (String command :
        List.of("answerNull", "answerUnknown", "answerNothing", "answerTwice", "answerWithoutId")) {
      assertThat(desk.failures("mutation { " + command + "(input: {}) { __typename } }", Map.of()))
          .containsExactly(command + " FQ-401");
    }
    assertThat(notes()).isEmpty();
    assertThat(
            desk.data(
                    "mutation { answerTable(input: {}) { ... on AnswerTableSuccess { message } } }")
                .toString())
        .isEqualTo("{\"answerTable\":{\"message\":\"from a table\"}}");
    assertThat(notes()).containsExactly("table");
  }

  @Test
  void absentNullAndValueReachTheRoutineAsSuch() {
    Map<String, @Nullable Object> input = Desk.book("Two");
    input.put("isbn", null);
    input.put("price", "0.10");
    input.put("published", true);
    input.put("extra", Map.of("a", List.of(1, "x")));
    Map<String, @Nullable Object> page = new HashMap<>();
    page.put("number", 7);
    page.put("tags", Arrays.asList("x", null));
    page.put("genres", List.of("NON_FICTION", "poetry"));
    input.put("pages", List.of(page));
    assertThat(add(input).get("got"))
        .isEqualTo(
            Engine.parse(
                """
                {"author_id": "%s", "title": "Two", "isbn": null, "price": 0.10, "published": true,
                 "extra": {"a": [1, "x"]},
                 "pages": [{"number": 7, "tags": ["x", null], "genres": ["non-fiction", "poetry"]}]}
                """
                    .formatted(Desk.AUTHOR)));
  }

  @Test
  void theChecksOfDomainsAreFaultsOfTheInput() {
    Map<String, @Nullable Object> input = Desk.with(Desk.book("Two"), "isbn", "12");
    input.put("copies", List.of(1, 2));
    Response.Partial response =
        (Response.Partial) desk.execute(ADD, Desk.input(input), Caller.NOBODY);
    assertThat(response.failures().getFirst().problem().message())
        .isEqualTo("The value of 'input.isbn' is not valid: An ISBN has 13 digits.");
    input.put("isbn", "9780000000002");
    input.put("copies", List.of(1, 0));
    response = (Response.Partial) desk.execute(ADD, Desk.input(input), Caller.NOBODY);
    assertThat(response.failures().getFirst().problem().message())
        .isEqualTo("The value of 'input.copies[1]' is not valid.");
    assertThat(notes()).isEmpty();
  }

  @Test
  void aCompositeParameterTakesTheInputAsItIs() {
    assertThat(
            desk.data(
                    """
                    mutation { takePage(input: {number: 7, tags: ["a"]}) {
                      ... on TakePageSuccess { message number tags } } }
                    """)
                .toString())
        .isEqualTo("{\"takePage\":{\"message\":\"Page 7\",\"number\":7,\"tags\":[\"a\"]}}");
  }

  @Test
  void severalCommandsRunInOrderAndAFailureStopsNone() {
    String document =
        """
        mutation {
          a: addBook(input: {authorId: "%1$s", title: "A"}) { ... on AddBookSuccess { book { title } } }
          b: addBook(input: {authorId: "%1$s", title: "Crash"}) { __typename }
          kind: __typename
          c: addBook(input: {authorId: "%1$s", title: "Forbidden"}) { ... on AddBookError { code } }
          d: addBook(input: {authorId: "%1$s", title: "D"}) { ... on AddBookSuccess { message } }
        }
        """
            .formatted(Desk.AUTHOR);
    Response.Partial response = (Response.Partial) desk.execute(document, Map.of(), Caller.NOBODY);
    assertThat(response.data().toString())
        .isEqualTo(
            "{\"a\":{\"book\":{\"title\":\"A\"}},\"b\":null,\"kind\":\"Mutation\","
                + "\"c\":{\"code\":\"NOT_WANTED\"},\"d\":{\"message\":\"Added\"}}");
    assertThat(notes()).containsExactly("adding A", "adding D");
  }

  @Test
  void aMutationIsRefusedWhereOnlyQueriesMayBe() {
    var request =
        new org.fraiseql.Request(
            "mutation { answerTable(input: {}) { __typename } }", null, Map.of(), true);
    Response response =
        desk.engine
            .execute(request, Caller.NOBODY, new org.fraiseql.database.Cancellation())
            .await();
    assertThat(response).isInstanceOf(Response.Refused.class);
    assertThat(notes()).isEmpty();
  }

  /** PostgreSQL reads hstore from a JSON object, which the scalar JSON takes. */
  @Test
  void aValueThatIsJsonReachesTheRoutineAsJson() {
    TestDatabase database =
        TestPostgres.shared()
            .createDatabase()
            .execute(
                """
                CREATE EXTENSION hstore;
                CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
                CREATE TYPE tag_book_input AS (tags hstore);
                CREATE FUNCTION fn_tag_book(input jsonb) RETURNS mutation_result LANGUAGE sql AS $$
                  SELECT ROW(true, 'Tagged', jsonb_build_object('got', input))::mutation_result $$;
                COMMENT ON FUNCTION fn_tag_book(jsonb) IS '@data {got: jsonb}';
                """);
    try (Engine library = Engine.on(database)) {
      String tag =
          "mutation($input: TagBookInput!) { tagBook(input: $input) { ... on TagBookSuccess { got } } }";
      Map<String, @Nullable Object> input = new HashMap<>();
      input.put("tags", Map.of("shelf", "7"));
      assertThat(library.data(tag, Desk.input(input)).toString())
          .isEqualTo("{\"tagBook\":{\"got\":{\"tags\":{\"shelf\":\"7\"}}}}");
    }
  }
}
