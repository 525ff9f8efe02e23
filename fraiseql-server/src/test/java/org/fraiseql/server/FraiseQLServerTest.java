package org.fraiseql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fraiseql.Report;
import org.fraiseql.api.ReadModel;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.http.CallerRules;
import org.fraiseql.testing.ReservedPort;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraiseQLServerTest {

  /** A program as a user writes it. */
  static final class Shop {
    public static void main(String[] arguments) {
      FraiseQLServer.at(arguments[0]).serve(Integer.parseInt(arguments[1]));
    }
  }

  @TempDir Path folder;

  private static TestDatabase notes() {
    return TestPostgres.shared()
        .createDatabase()
        .execute(
            """
            CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL);
            INSERT INTO tb_notes VALUES (1, 'milk');
            CREATE VIEW v_notes AS
            SELECT id, jsonb_build_object(
              'id', id, 'text', text, 'tenant', current_setting('app.tenant', true)) AS data
            FROM tb_notes;
            """);
  }

  private static String answer(RunningServer server, String query) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void serves_on_a_free_port_until_it_is_closed() throws Exception {
    try (TestDatabase notes = notes()) {
      RunningServer server =
          FraiseQLServer.at(notes.uri())
              .settings(settings -> settings.withContexts(List.of("public")))
              .http(
                  http ->
                      http.withCallers(
                          new CallerRules(null, Map.of("app.tenant", "7"), false, Map.of())))
              .start(0);
      try (server) {
        Report report = server.awaitReady();
        assertThat(report.models()).singleElement().extracting("name.name").isEqualTo("v_notes");
        assertThat(server.engine().sdl()).contains("type Query");
        assertThat(answer(server, "{ notes { text tenant } }"))
            .isEqualTo("{\"data\":{\"notes\":[{\"text\":\"milk\",\"tenant\":\"7\"}]}}");
      }
      server.close();
      server.awaitStop();
      assertThatThrownBy(() -> answer(server, "{ __typename }")).isInstanceOf(Exception.class);
    }
  }

  @Test
  void says_in_a_sentence_that_the_port_is_taken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> FraiseQLServer.at("postgresql://x@localhost/x").start(port))
          .isInstanceOf(ServerException.class)
          .hasMessage(
              "port %d of localhost cannot be taken: Address already in use. Choose another port."
                  .formatted(port));
    }
  }

  @Test
  void says_in_a_sentence_what_is_wrong_with_a_url() {
    assertThatThrownBy(() -> FraiseQLServer.at("jdbc:postgresql://localhost/shop").start(0))
        .isInstanceOf(ProblemException.class)
        .message()
        .hasLineCount(1)
        .contains("postgresql://");
  }

  @Test
  void says_why_it_is_not_ready() {
    try (ReservedPort nobody = new ReservedPort();
        RunningServer server =
            FraiseQLServer.at("postgresql://x@localhost:%d/x".formatted(nobody.number()))
                .start(0)) {
      assertThatThrownBy(() -> server.awaitReady(Duration.ofSeconds(1)))
          .isInstanceOf(ServerException.class)
          .hasMessage(
              "not ready within 1 s: localhost:%d/x: PostgreSQL cannot be reached: the connection"
                      .formatted(nobody.number())
                  + " was refused.");
      Thread.startVirtualThread(server::close);
      assertThatThrownBy(server::awaitReady).hasMessage("the server has been closed");
    }
  }

  /** The view has no such key. */
  @ReadModel("v_notes")
  record Note(int id, String title) {}

  @Test
  void is_never_ready_when_it_is_strict_and_java_declares_what_is_not_there() {
    try (TestDatabase notes = notes();
        RunningServer server =
            FraiseQLServer.at(notes.uri())
                .api(Note.class)
                .settings(settings -> settings.withStrict(true))
                .start(0)) {
      assertThatThrownBy(server::awaitReady)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("title");
    }
  }

  @Test
  void writes_where_it_is_told_to() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    try (TestDatabase notes = notes();
        RunningServer server = FraiseQLServer.at(notes.uri()).serve(0, console)) {
      server.awaitReady();
      while (out.toString().isEmpty()) {
        Program.pause();
      }
      assertThat(out).hasToString("ready: " + server.url() + System.lineSeparator());
      assertThat(err.toString())
          .startsWith("listening on " + server.url())
          .contains("1 context, 1 read model, 0 commands");
    }
  }

  @Test
  void serves_from_a_main_until_the_process_is_told_to_stop() throws Exception {
    String main = Shop.class.getName();
    try (TestDatabase notes = notes();
        Program shop = Program.startClass(folder, main, notes.uri(), "0")) {
      String url = shop.url("ready: ");
      assertThat(shop.query(url, "{ notes { text } }"))
          .isEqualTo("200 {\"data\":{\"notes\":[{\"text\":\"milk\"}]}}");
      assertThat(shop.out()).isEqualTo("ready: " + url + "/graphql\n");

      String port = url.substring(url.lastIndexOf(':') + 1);
      try (Program second = Program.startClass(folder, main, notes.uri(), port)) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .isEqualTo(
                "Exception in thread \"main\" org.fraiseql.server.ServerException: port "
                    + port
                    + " of localhost cannot be taken: Address already in use."
                    + " Choose another port.\n");
      }
      shop.interrupt();
      assertThat(shop.exitCode()).isEqualTo(130);
    }
  }
}
