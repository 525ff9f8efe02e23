package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fraiseql.server.Program;
import org.fraiseql.testing.ReservedPort;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {

  @TempDir Path folder;

  @Test
  void waits_for_the_database_and_comes_back_after_it_was_away() throws Exception {
    try (TestDatabase notes = notes();
        Switch line = new Switch(URI.create(notes.uri()))) {
      String uri = notes.uri().replaceFirst(":\\d+/", ":" + line.port + "/");
      try (Program serve = Program.start(folder, "serve", "--port", "0", "--database", uri)) {
        String url = serve.url("listening on ");
        assertThat(serve.get(url + "/health")).isEqualTo("200 {\"status\":\"alive\"}");
        assertThat(serve.query(url, "{ notes { text } }")).startsWith("503 {\"errors\":");
        assertThat(serve.get(url + "/ready"))
            .startsWith("503 {\"status\":\"not ready\",\"code\":\"FQ-501\"");
        serve.await(() -> serve.err().contains("127.0.0.1:" + line.port));

        line.on();
        serve.await(() -> serve.out().equals("ready: " + url + "/graphql\n"));
        String answer = "200 {\"data\":{\"notes\":[{\"text\":\"milk\"}]}}";
        // Each event loop finds out for itself that the database has come.
        serve.await(() -> serve.query(url, "{ notes { text } }").equals(answer));

        line.off();
        serve.await(() -> serve.query(url, "{ notes { text } }").startsWith("503 "));
        assertThat(serve.get(url + "/ready")).startsWith("503 ");
        line.on();
        serve.await(() -> serve.query(url, "{ notes { text } }").equals(answer));
        serve.await(() -> serve.get(url + "/ready").startsWith("200 "));

        serve.process.destroy();
        assertThat(serve.exitCode()).isZero();
      }
    }
  }

  private static TestDatabase notes() {
    return TestPostgres.shared()
        .fromTemplate(
            "notes",
            connection ->
                connection
                    .createStatement()
                    .execute(
                        """
                        CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL);
                        INSERT INTO tb_notes VALUES (1, 'milk');
                        CREATE VIEW v_notes AS
                        SELECT id, jsonb_build_object('id', id, 'text', text) AS data FROM tb_notes;
                        """));
  }

  /** A way to PostgreSQL that can be cut. */
  private static final class Switch implements AutoCloseable {

    final int port;
    private final URI target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReservedPort reserved = new ReservedPort();
    private @Nullable ServerSocket listener;

    /** Off. */
    Switch(URI target) {
      this.target = target;
      port = reserved.number();
    }

    synchronized void on() throws IOException {
      ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listener = opened;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    connect(opened, opened.accept());
                  }
                } catch (IOException e) {
                  // Switched off.
                }
              });
    }

    private synchronized void connect(ServerSocket by, Socket client) throws IOException {
      if (by != listener) {
        client.close();
        return;
      }
      Socket server = new Socket("localhost", target.getPort());
      open.add(client);
      open.add(server);
      Thread.ofVirtual().start(() -> copy(client, server));
      Thread.ofVirtual().start(() -> copy(server, client));
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // Either side may go at any time.
      }
    }

    synchronized void off() throws IOException {
      if (listener != null) {
        listener.close();
        listener = null;
      }
      for (Socket socket : open) {
        socket.close();
      }
      open.clear();
    }

    @Override
    public void close() throws IOException {
      off();
      reserved.close();
    }
  }
}
