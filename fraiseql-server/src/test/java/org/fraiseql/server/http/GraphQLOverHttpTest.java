package org.fraiseql.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.fraiseql.Response;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.HttpProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.RequestProblem.MalformedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphQLOverHttpTest {

  private static final String QUERY = "{\"query\":\"{ hello }\"}";
  private static final Served.Answering HELLO =
      (_, _, _) -> Future.succeededFuture(Served.data("{\"hello\":\"wörld\"}"));
  private static final Served.Answering REFUSED =
      (_, _, _) ->
          Future.succeededFuture(
              new Response.Refused(List.of(new MalformedRequest("No such field.", "See SDL."))));

  @Test
  void an_answer_is_sent_as_it_is_with_its_headers() {
    try (Served served = Served.with(HELLO)) {
      assertThat(Served.shown(served.send(served.post(QUERY))))
          .isEqualTo(
              """
              200
              content-type: application/graphql-response+json; charset=utf-8
              vary: accept, accept-encoding
              x-content-type-options: nosniff
              {"data":{"hello":"wörld"}}""");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 200 application/json",
        "application/graphql-response+json | 200 application/graphql-response+json",
        "*/* | 200 application/graphql-response+json",
        "application/* | 200 application/graphql-response+json",
        "application/json, */*;q=0.1 | 200 application/json",
        "application/graphql-response+json;q=0.5, application/json | 200 application/json",
        "application/json;q=0.4, application/graphql-response+json;q=0.8"
            + " | 200 application/graphql-response+json",
        "text/html, application/json;q=0.9 | 200 application/json",
        "APPLICATION/JSON | 200 application/json",
        "application/json; charset=utf-8 | 200 application/json",
        "application/json; charset=latin1 | 406 application/json",
        "application/json;q=0 | 406 application/json",
        "*/*;q=0 | 406 application/json",
        "text/html | 406 application/json",
        "nonsense | 406 application/json",
      })
  void the_header_accept_chooses_the_media_type(String accept, String expected) {
    try (Served served = Served.with(HELLO)) {
      HttpResponse<String> response = served.send(served.post(QUERY).header("Accept", accept));
      String type = response.headers().firstValue("content-type").orElseThrow();
      assertThat(response.statusCode() + " " + type).isEqualTo(expected + "; charset=utf-8");
    }
  }

  @Test
  void a_refused_request_is_400_or_in_the_old_media_type_200() {
    String body =
        "{\"errors\":[{\"message\":\"No such field.\","
            + "\"extensions\":{\"code\":\"FQ-101\",\"help\":\"See SDL.\"}}]}";
    try (Served served = Served.with(REFUSED)) {
      assertThat(served.answer(served.post(QUERY))).isEqualTo("400 " + body);
      assertThat(served.answer(served.post(QUERY).header("Accept", "application/json")))
          .isEqualTo("200 " + body);
    }
  }

  @Test
  void a_caller_who_may_not_is_403_in_both_media_types() {
    Served.Answering nobody =
        (_, _, _) ->
            Future.succeededFuture(
                new Response.Refused(List.of(new CallerProblem.MissingSetting("app.tenant_id"))));
    try (Served served = Served.with(nobody)) {
      String expected =
          "403 {\"errors\":[{\"message\":\"The request has no value for the setting"
              + " 'app.tenant_id'.\",\"extensions\":{\"code\":\"FQ-301\"}}]}";
      assertThat(served.answer(served.post(QUERY))).startsWith(expected.substring(0, 60));
      assertThat(served.answer(served.post(QUERY).header("Accept", "application/json")))
          .startsWith("403 ");
    }
  }

  @Test
  void an_unreachable_database_is_503_with_data_null() {
    Served.Answering down =
        (_, _, _) ->
            Future.succeededFuture(
                new Response.Failed(
                    List.of(new DatabaseProblem.Unreachable("db:5432", "refused"))));
    try (Served served = Served.with(down)) {
      HttpResponse<String> response = served.send(served.post(QUERY));
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("retry-after")).hasValue("1");
      assertThat(response.body())
          .contains("\"code\":\"FQ-501\"")
          .doesNotContain("5432")
          .endsWith("\"data\":null}");
    }
  }

  @Test
  void a_failed_execution_is_200_unless_the_server_could_not_do_its_part() {
    Map<DatabaseProblem, Integer> statuses =
        Map.of(
            new DatabaseProblem.InvalidValue(), 200,
            new DatabaseProblem.NotAllowed(), 200,
            new DatabaseProblem.ResultTooLarge(9, 8), 200,
            new DatabaseProblem.Timeout(Duration.ofSeconds(1)), 504,
            new DatabaseProblem.Overloaded(), 503,
            new DatabaseProblem.Failed("12ab"), 500);
    statuses.forEach(
        (problem, status) -> {
          Response failed = new Response.Failed(List.of(problem));
          try (Served served = Served.with((_, _, _) -> Future.succeededFuture(failed))) {
            assertThat(served.answer(served.post(QUERY)))
                .startsWith(status + " {\"errors\":[{\"message\":")
                .endsWith("\"data\":null}");
            assertThat(served.answer(served.post(QUERY).header("Accept", "application/json")))
                .startsWith(status + " ");
          }
        });
  }

  @Test
  void a_bug_is_500_with_a_reference_and_nothing_of_its_cause() {
    for (Served.Answering broken :
        List.<Served.Answering>of(
            (_, _, _) -> Future.failedFuture(new IllegalStateException("password=secret")),
            (_, _, _) -> {
              throw new IllegalStateException("password=secret");
            })) {
      try (Served served = Served.with(broken)) {
        assertThat(served.answer(served.post(QUERY)))
            .matches(
                "500 \\{\"errors\":\\[\\{\"message\":\"The server failed unexpectedly\\. Reference:"
                    + " [0-9a-f]{8}\",\"extensions\":\\{\"code\":\"FQ-901\",.*}}]}")
            .doesNotContain("secret");
      }
    }
  }

  @Test
  void a_get_sends_its_parameters() {
    try (Served served = Served.with(Served.ECHO)) {
      String url =
          "/graphql?query=query%20A%7B%20%C3%A9%20%7D&operationName=A"
              + "&variables=%7B%22n%22%3A1.50%7D&extensions=%7B%7D";
      HttpResponse<String> response = served.send(served.request(url));
      assertThat(response.body())
          .isEqualTo("{\"data\":{\"echo\":\"query A{ é } | A | {n=1.50} | null {}\"}}");
      assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json; charset=UTF-8 | 200",
        "application/json;charset=\"utf-8\" | 200",
        "Application/JSON | 200",
        "application/json; charset=iso-8859-1 | 415",
        "text/plain | 415",
        "text/plain; application/json | 415",
        "application/x-www-form-urlencoded | 415",
        "multipart/form-data; boundary=x | 415",
        "application/graphql | 415",
      })
  void only_json_in_utf8_is_taken(String contentType, int status) {
    try (Served served = Served.with(HELLO)) {
      HttpRequest.Builder request =
          served
              .request("/graphql")
              .header("Content-Type", contentType)
              .POST(HttpRequest.BodyPublishers.ofString(QUERY));
      assertThat(served.send(request).statusCode()).isEqualTo(status);
    }
  }

  @Test
  void a_body_without_a_type_or_compressed_is_415() {
    try (Served served = Served.with(HELLO)) {
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(QUERY);
      assertThat(served.answer(served.request("/graphql").POST(body)))
          .isEqualTo(
              "415 {\"errors\":[{\"message\":\"The request does not say what its body is.\","
                  + "\"extensions\":{\"code\":\"FQ-185\","
                  + "\"help\":\"Send Content-Type: application/json.\"}}]}");
      assertThat(served.answer(served.post(QUERY).header("Content-Encoding", "gzip")))
          .startsWith("415 ");
    }
  }

  @Test
  void other_methods_and_paths_are_refused() {
    try (Served served = Served.with(HELLO)) {
      HttpResponse<String> put =
          served.send(served.request("/graphql").PUT(HttpRequest.BodyPublishers.ofString(QUERY)));
      assertThat(put.statusCode()).isEqualTo(405);
      assertThat(put.headers().firstValue("allow")).hasValue("GET, POST");
      assertThat(served.answer(served.request("/nothing")))
          .isEqualTo(
              "404 {\"errors\":[{\"message\":\"Nothing is served at '/nothing'.\",\"extensions\":"
                  + "{\"code\":\"FQ-181\",\"help\":\"The GraphQL endpoint is /graphql.\"}}]}");
      assertThat(served.answer(served.request("/graphiql/..%2f..%2fetc%2fpasswd")))
          .startsWith("404 ");
    }
  }

  @Test
  void large_answers_are_compressed_for_those_who_ask() throws IOException {
    String large = "x".repeat(5_000);
    try (Served served =
        Served.with(
            (_, _, _) -> Future.succeededFuture(Served.data("{\"a\":\"" + large + "\"}")))) {
      byte[] answer =
          served.raw(
              ("POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: gzip\r\n"
                      + "Content-Type: application/json\r\nContent-Length: 21\r\n\r\n"
                      + QUERY)
                  .getBytes(StandardCharsets.UTF_8));
      String text = new String(answer, StandardCharsets.ISO_8859_1);
      assertThat(text).containsIgnoringCase("content-encoding: gzip");
      int end = text.indexOf("\r\n\r\n") + 4;
      byte[] body = java.util.Arrays.copyOfRange(answer, end, answer.length);
      assertThat(body.length).isLessThan(500);
      assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
          .asString()
          .isEqualTo("{\"data\":{\"a\":\"" + large + "\"}}");
      assertThat(served.answer(served.post(QUERY)))
          .isEqualTo("200 {\"data\":{\"a\":\"" + large + "\"}}");
    }
  }

  @Test
  void small_answers_are_never_compressed() {
    try (Served served = Served.with(HELLO)) {
      HttpResponse<String> response =
          served.send(served.post(QUERY).header("Accept-Encoding", "gzip"));
      assertThat(response.headers().firstValue("content-encoding")).isEmpty();
    }
  }

  @Test
  void a_client_that_goes_away_cancels_its_request() throws Exception {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    Served.Answering never =
        (_, _, cancellation) -> {
          cancellation.onCancel(() -> cancelled.complete(null));
          started.complete(null);
          return io.vertx.core.Promise.<Response>promise().future();
        };
    try (Served served = Served.with(never);
        Socket socket = new Socket("localhost", served.server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 21\r\n\r\n"
                      + QUERY)
                  .getBytes(StandardCharsets.UTF_8));
      Served.await(started);
      assertThat(cancelled).isNotDone();
      socket.close();
      Served.await(cancelled);
    }
  }

  @Test
  void a_finished_request_is_not_cancelled_when_its_connection_closes() throws Exception {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    Served.Answering hello =
        (_, _, cancellation) -> {
          cancellation.onCancel(() -> cancelled.complete(true));
          return Future.succeededFuture(Served.data("{}"));
        };
    try (Served served = Served.with(hello)) {
      assertThat(served.rawPost(QUERY.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("200 {\"data\":{}}");
      assertThat(cancelled.completeOnTimeout(false, 300, TimeUnit.MILLISECONDS).get()).isFalse();
    }
  }

  @Test
  void a_server_that_does_not_serve_yet_says_so() {
    Backend waiting = new Backend.Waiting(new HttpProblem.Starting("the schema is read"));
    try (Served served = new Served(HttpSettings.DEFAULT, waiting)) {
      assertThat(served.answer(served.post(QUERY)))
          .isEqualTo(
              "503 {\"errors\":[{\"message\":\"The server is starting: the schema is read\","
                  + "\"extensions\":{\"code\":\"FQ-189\",\"help\":\"Ask again in a moment.\"}}]}");
      assertThat(served.answer(served.request("/health"))).isEqualTo("200 {\"status\":\"alive\"}");
      assertThat(served.answer(served.request("/ready")))
          .isEqualTo(
              "503 {\"status\":\"not ready\",\"code\":\"FQ-189\","
                  + "\"reason\":\"The server is starting: the schema is read\"}");
      assertThat(served.answer(served.request("/schema.graphql"))).startsWith("503 ");
    }
  }

  @Test
  void the_probes_and_the_schema_are_served() {
    try (Served served = Served.with(HELLO)) {
      assertThat(served.answer(served.request("/ready"))).isEqualTo("200 {\"status\":\"ready\"}");
      assertThat(served.answer(served.request("/schema.graphql")))
          .isEqualTo("200 type Query {\n  hello: String\n}\n");
      assertThat(
              served
                  .send(served.request("/health").POST(HttpRequest.BodyPublishers.noBody()))
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void a_problem_that_comes_as_a_failure_is_answered_like_one() {
    Served.Answering failing =
        (_, _, _) ->
            Future.failedFuture(
                new ProblemException(new DatabaseProblem.Unreachable("db:5432", "refused")));
    try (Served served = Served.with(failing)) {
      assertThat(served.answer(served.post(QUERY))).startsWith("503 {\"errors\":");
    }
  }
}
