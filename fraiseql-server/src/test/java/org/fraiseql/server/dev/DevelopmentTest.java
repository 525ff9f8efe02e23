package org.fraiseql.server.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.fraiseql.Limits;
import org.fraiseql.Settings;
import org.fraiseql.api.ReadModel;
import org.fraiseql.server.Console;
import org.fraiseql.server.Program;
import org.fraiseql.server.RunningServer;
import org.fraiseql.server.embedded.EmbeddedServer;
import org.fraiseql.server.http.HttpSettings;
import org.fraiseql.server.http.PageState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String TABLE =
      "CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL);\n"
          + "INSERT INTO tb_notes VALUES (1, 'milk');\n";

  private static final String VIEW =
      """
      CREATE OR REPLACE VIEW v_notes AS
      SELECT id, jsonb_build_object('id', id, 'text', text) AS data FROM tb_notes;
      """;

  /** No limit ends a statement before the test has failed. */
  private static final Limits PATIENT =
      new Limits(5_000, 12, 30, 5_000, 1_000, 100, 32 << 20, PATIENCE, PATIENCE);

  private static EmbeddedServer postgres;

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();
  private UnaryOperator<Settings> settings = UnaryOperator.identity();
  private final PageState page = new PageState();
  private final HttpClient client = HttpClient.newHttpClient();
  private final RunningServer server =
      RunningServer.listen(HttpSettings.DEFAULT.withAddress("localhost", 0), "a test", page);
  private Thread following = Thread.ofPlatform().unstarted(() -> {});

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedServer.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void write_a_project() throws IOException {
    write("V1__notes.sql", TABLE);
    write("V2__read_model.sql", VIEW);
  }

  @AfterEach
  void end() throws Exception {
    following.interrupt();
    following.join();
    server.close();
    List<String> left = databases();
    try (Connection connection = postgres.superuser("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      for (String database : left) {
        statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
      }
    }
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(folder.resolve(name), sql);
  }

  private void develop(Sources sources) {
    Development development =
        new Development(
            server,
            postgres,
            sources,
            Map.of(),
            null,
            uri -> settings.apply(Settings.of(uri).withLimits(PATIENT)),
            page,
            new Console(new PrintWriter(out), new PrintWriter(err)));
    following =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    development.run();
                  } catch (InterruptedException e) {
                    // The test has ended.
                  }
                });
  }

  private String answer(String query) throws Exception {
    return client
        .send(request(query), HttpResponse.BodyHandlers.ofString())
        .body()
        .replace("{\"data\":", "");
  }

  private HttpRequest request(String query) {
    return HttpRequest.newBuilder(URI.create(server.url()))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
        .build();
  }

  private void awaitAnswer(String query, String expected) throws Exception {
    await(() -> answer(query).contains(expected));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("it did not come about; %s", err).isLessThan(end);
      Program.pause();
    }
  }

  private static List<String> databases() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = postgres.superuser("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT datname FROM pg_database WHERE datname LIKE 'dev%' ORDER BY 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private String state() throws Exception {
    URI uri = URI.create(server.url().replace("/graphql", "/graphiql/state"));
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void applies_new_and_repeatable_scripts_to_the_database_that_is_served() throws Exception {
    develop(new Sources(folder, null));
    awaitAnswer("{ notes { text } }", "milk");
    assertThat(out.toString()).startsWith("ready: http://localhost:");
    try (Connection connection = postgres.superuser("dev_1").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO tb_notes VALUES (2, 'bread')");
    }
    write("V3__done.sql", "ALTER TABLE tb_notes ADD done boolean NOT NULL DEFAULT false;\n");
    write("R__notes.sql", VIEW.replace("'id', id", "'id', id, 'done', done"));
    awaitAnswer("{ notes { text done } }", "\"done\":false");
    assertThat(answer("{ notes { text } }")).as("data has been kept").contains("bread");
    write("R__notes.sql", VIEW.replace("'id', id", "'id', id, 'open', NOT done"));
    awaitAnswer("{ notes { text open } }", "\"open\":true");
    assertThat(databases()).containsExactly("dev_1");
    assertThat(err.toString()).contains("applied V3__done.sql, R__notes.sql in ");
  }

  @Test
  void a_broken_change_changes_nothing_and_is_shown_until_it_is_mended() throws Exception {
    develop(new Sources(folder, null));
    awaitAnswer("{ notes { text } }", "milk");
    assertThat(state()).isEqualTo("{\"schema\":1,\"problem\":null}");

    String broken = TABLE.replace("text text", "text txt");
    write("V1__notes.sql", broken);
    await(() -> state().contains("type \\\"txt\\\" does not exist"));
    assertThat(state()).contains("V1__notes.sql:1:49", "What is served stays as it was.");
    assertThat(err.toString())
        .contains("error: type \"txt\" does not exist (SQLSTATE 42704)\n  --> ", " ^\n");
    assertThat(answer("{ notes { text } }")).contains("milk");
    assertThat(databases()).containsExactly("dev_1");

    write("V1__notes.sql", TABLE);
    await(() -> state().equals("{\"schema\":1,\"problem\":null}"));

    write("V3__more.sql", "CREATE VIEW v_more AS SELECT nothing FROM tb_notes;\n");
    await(() -> state().contains("V3__more.sql:1:30"));
    assertThat(answer("{ notes { text } }")).contains("milk");
    write("V3__more.sql", VIEW.replace("v_notes", "v_more"));
    awaitAnswer("{ mores { text } }", "milk");
    await(() -> err.toString().endsWith("mended\n"));
    assertThat(err.toString()).contains("applied V3__more.sql in ", "1 context, 2 read models, ");
    assertThat(state()).isEqualTo("{\"schema\":2,\"problem\":null}");
  }

  /** What Java makes of the read model. */
  @ReadModel("v_notes")
  record Note(int id, String text) {}

  @Test
  void a_schema_that_java_does_not_fit_is_not_served_if_strict() throws Exception {
    settings = set -> set.withApi(List.of(Note.class)).withStrict(true);
    write("R__notes.sql", VIEW);
    develop(new Sources(folder, null));
    awaitAnswer("{ notes { text } }", "milk");
    write("R__notes.sql", "DROP VIEW v_notes;\n" + VIEW.replace("'text', text", "'note', text"));
    await(() -> state().contains("Note"));
    write("V1__notes.sql", TABLE.replace("milk", "honey"));
    assertThat(answer("{ __type(name: \\\"Note\\\") { fields { name } } }")).contains("text");
    write("R__notes.sql", VIEW);
    awaitAnswer("{ notes { text } }", "honey");
    await(() -> state().contains("\"problem\":null"));
  }

  @Test
  void begins_to_serve_when_the_first_database_can_be_built() throws Exception {
    write("V1__notes.sql", "CREATE TABLE");
    develop(new Sources(folder, null));
    await(() -> state().contains("Nothing is served yet."));
    assertThat(answer("{ __typename }")).contains("The server is starting");
    write("V1__notes.sql", TABLE);
    awaitAnswer("{ notes { text } }", "milk");
  }

  @Test
  void a_changed_seed_fills_a_new_database() throws Exception {
    Path seed =
        Files.writeString(folder.resolve("seed.txt"), "INSERT INTO tb_notes VALUES (2, 'a')");
    develop(new Sources(folder, seed));
    awaitAnswer("{ notes(orderBy: [{id: ASC}]) { text } }", "{\"text\":\"milk\"},{\"text\":\"a\"}");
    Files.writeString(seed, "INSERT INTO tb_notes VALUES (2, 'other')");
    awaitAnswer("{ notes(orderBy: [{id: ASC}]) { text } }", "{\"text\":\"other\"}");
  }

  @Test
  void a_change_of_what_has_run_replaces_the_database_and_no_request_fails() throws Exception {
    String slow = VIEW.replace("v_notes", "v_slow").replace("'text', text", "'old', %s");
    write("V3__slow.sql", slow.formatted("pg_advisory_xact_lock_shared(7)::text"));
    develop(new Sources(folder, null));
    awaitAnswer("{ notes { text } }", "milk");

    AtomicBoolean enough = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    List<Thread> clients = new ArrayList<>();
    CompletableFuture<HttpResponse<String>> before;
    try (Connection holder = postgres.superuser("dev_1").getConnection();
        Statement lock = holder.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(7)");
      before = client.sendAsync(request("{ slows { old } }"), HttpResponse.BodyHandlers.ofString());
      await(() -> waiting(holder) > 0);
      for (int i = 0; i < 4; i++) {
        clients.add(Thread.startVirtualThread(() -> ask(enough, answered, seen)));
      }
      await(() -> answered.get() > 50);

      write("V1__notes.sql", TABLE.replace("milk", "honey"));
      awaitAnswer("{ notes { text } }", "honey");
      long atSwitch = answered.get();
      await(() -> answered.get() > atSwitch + 50);
      assertThat(before).as("still on the old database").isNotDone();
      assertThat(databases()).containsExactly("dev_1", "dev_2");
      lock.execute("SELECT pg_advisory_unlock(7)");
    }
    assertThat(before.get().body()).isEqualTo("{\"data\":{\"slows\":[{\"old\":\"\"}]}}");
    await(() -> databases().equals(List.of("dev_2")));
    enough.set(true);
    for (Thread thread : clients) {
      thread.join();
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "200 {\"data\":{\"notes\":[{\"text\":\"milk\"}]}}",
            "200 {\"data\":{\"notes\":[{\"text\":\"honey\"}]}}");
  }

  private void ask(AtomicBoolean enough, AtomicLong answered, Set<String> seen) {
    while (!enough.get()) {
      try {
        HttpResponse<String> response =
            client.send(request("{ notes { text } }"), HttpResponse.BodyHandlers.ofString());
        seen.add(response.statusCode() + " " + response.body());
      } catch (IOException | InterruptedException e) {
        seen.add(e.toString());
      }
      answered.incrementAndGet();
    }
  }

  private static int waiting(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
