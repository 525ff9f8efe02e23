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
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
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
        assertThat(serve.query(url, "{ notes { text } }")).isEqualTo(answer);

        line.off();
        serve.await(() -> serve.query(url, "{ notes { text } }").startsWith("503 "));
        assertThat(serve.get(url + "/ready")).startsWith("503 ");
        line.on();
        serve.await(() -> serve.query(url, "{ notes { text } }").equals(answer));
        assertThat(serve.get(url + "/ready")).startsWith("200 ");

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
    private volatile ServerSocket listener;

    Switch(URI target) throws IOException {
      this.target = target;
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      port = listener.getLocalPort();
      listener.close();
    }

    void on() throws IOException {
      ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listener = opened;
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    connect(opened.accept());
                  }
                } catch (IOException e) {
                  // Switched off.
                }
              });
    }

    private void connect(Socket client) throws IOException {
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

    void off() throws IOException {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
      open.clear();
    }

    @Override
    public void close() throws IOException {
      off();
    }
  }
}
