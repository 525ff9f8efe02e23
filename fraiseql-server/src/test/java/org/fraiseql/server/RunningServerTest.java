package org.fraiseql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fraiseql.Limits;
import org.fraiseql.server.http.CallerRules;
import org.fraiseql.server.http.HttpSettings;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** HTTP, engine and PostgreSQL together. */
class RunningServerTest {

  /** No limit ends a statement before the test has failed. */
  private static final Limits PATIENT =
      new Limits(
          5_000,
          12,
          30,
          5_000,
          1_000,
          100,
          32 << 20,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10));

  private final HttpClient client = HttpClient.newHttpClient();

  private static TestDatabase database() {
    return TestPostgres.shared()
        .fromTemplate(
            "running server",
            connection ->
                connection
                    .createStatement()
                    .execute(
                        """
                        CREATE TABLE tb_letters (id int PRIMARY KEY, tenant text, text text NOT NULL);
                        INSERT INTO tb_letters
                        SELECT i, 'tenant ' || i % 2, repeat('letter ', 50) FROM generate_series(1, 100) i;
                        CREATE VIEW v_letters AS
                        SELECT id, jsonb_build_object('id', id, 'tenant', tenant, 'text', text) AS data
                        FROM tb_letters WHERE tenant = current_setting('app.tenant');
                        CREATE VIEW v_naps AS
                        SELECT 1 AS id, jsonb_build_object('id', 1, 'end', pg_sleep(600)::text) AS data;
                        CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
                        CREATE FUNCTION fn_send_letter(input jsonb) RETURNS mutation_result
                        LANGUAGE sql AS $$
                          INSERT INTO tb_letters VALUES (1000 + (input->>'n')::int, NULL, '');
                          SELECT true, 'sent', '{}'::jsonb;
                        $$;
                        """));
  }

  private static RunningServer serve(TestDatabase database) {
    HttpSettings http =
        HttpSettings.DEFAULT
            .withAddress("localhost", 0)
            .withGrace(Duration.ofSeconds(1))
            .withCallers(new CallerRules(null, Map.of(), true, Map.of("x-tenant", "app.tenant")));
    RunningServer server =
        FraiseQLServer.at(database.uri())
            .settings(settings -> settings.withLimits(PATIENT))
            .http(_ -> http)
            .start(0);
    server.awaitReady();
    return server;
  }

  private static HttpRequest.Builder query(RunningServer server, String query) {
    return HttpRequest.newBuilder(URI.create(server.url()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"));
  }

  private String answer(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  @Test
  void each_request_sees_what_its_caller_may_and_none_without_one() throws Exception {
    try (TestDatabase database = database();
        RunningServer server = serve(database)) {
      String query = "{ letters(limit: 1, orderBy: [{id: ASC}]) { id tenant } }";
      for (int i = 0; i < 20; i++) {
        int tenant = i % 2;
        assertThat(answer(query(server, query).header("X-Tenant", "tenant " + tenant)))
            .isEqualTo(
                "200 {\"data\":{\"letters\":[{\"id\":%d,\"tenant\":\"tenant %d\"}]}}"
                    .formatted(tenant == 1 ? 1 : 2, tenant));
        assertThat(answer(query(server, query)))
            .startsWith("403 {\"errors\":[{\"message\":\"The request has no value for the setting");
      }
      assertThat(
              answer(
                  query(server, query)
                      .header("X-Tenant", "tenant 1")
                      .header("X-FraiseQL-Role", "postgres")))
          .startsWith("403 ");
    }
  }

  @Test
  void a_command_comes_by_post_alone_however_it_is_written() throws Exception {
    try (TestDatabase database = database();
        RunningServer server = serve(database)) {
      String send = "sendLetter(input: {n: %d}) { __typename }";
      for (String mutation :
          List.of(
              "mutation { %s }",
              "\uFEFF # query\r mutation M{%s}",
              "query A { __typename } mutation M { %s }",
              "fragment query on Mutation { %s } mutation M { ...query }")) {
        HttpResponse<String> refused = get(server, mutation.formatted(send.formatted(1)), "M");
        assertThat(refused.statusCode() + refused.body()).as(mutation).startsWith("405");
        assertThat(refused.headers().firstValue("Allow")).hasValue("POST");
      }
      assertThat(answer(query(server, "mutation { %s }".formatted(send.formatted(1)))))
          .as("who may not ask may not command either")
          .startsWith("403 {\"errors\":[{\"message\":\"The request has no value for the setting");
      assertThat(letters(database)).isEqualTo(100);

      String both = "query mutation { __typename } mutation B { %s }".formatted(send.formatted(2));
      assertThat(get(server, both, "mutation").body())
          .isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
      assertThat(answer(query(server, both.substring(29)).header("X-Tenant", "1")))
          .isEqualTo("200 {\"data\":{\"sendLetter\":{\"__typename\":\"SendLetterSuccess\"}}}");
      assertThat(letters(database)).isEqualTo(101);
    }
  }

  private HttpResponse<String> get(RunningServer server, String query, String operation)
      throws Exception {
    boolean named = query.contains(operation);
    String url =
        server.url()
            + "?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + (named ? "&operationName=" + operation : "");
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).header("X-Tenant", "1").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int letters(TestDatabase database) throws Exception {
    try (Connection connection = database.connection();
        ResultSet rows =
            connection.createStatement().executeQuery("SELECT count(*) FROM tb_letters")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void a_client_that_goes_away_ends_its_statement() throws Exception {
    try (TestDatabase database = database();
        RunningServer server = serve(database)) {
      String body = "{\"query\":\"{ naps { end } }\"}";
      String request =
          "POST /graphql HTTP/1.1\r\nHost: x\r\nX-Tenant: 1\r\nContent-Type: application/json\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      try (Socket socket = new Socket("localhost", URI.create(server.url()).getPort())) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        await(database, 1);
      }
      await(database, 0);
    }
  }

  private static void await(TestDatabase database, int sleeping) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    int found = -1;
    while (found != sleeping && System.nanoTime() < end) {
      Program.pause();
      try (Connection connection = database.connection();
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                          + " AND wait_event = 'PgSleep' AND datname = current_database()")) {
        rows.next();
        found = rows.getInt(1);
      }
    }
    assertThat(found).isEqualTo(sleeping);
  }
}
