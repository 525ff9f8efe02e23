package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ServerStarterTest {

  /** Answers every request with the orders of its database, over one connection. */
  static final class OrderServer implements ServerStarter {
    static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    @Override
    public TestServer start(TestDatabase database, Leaks leaks) throws Exception {
      EVENTS.add("start");
      Connection connection = database.connection();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/graphql",
          exchange -> {
            try {
              String orders = PostgresTestTest.orders(connection);
              byte[] answer =
                  "{\"data\":{\"orders\":[%s]}}".formatted(orders).getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            } finally {
              exchange.close();
            }
          });
      server.start();
      return new TestServer(
          "http://127.0.0.1:%d/graphql".formatted(server.getAddress().getPort()),
          () -> {
            EVENTS.add("stop");
            server.stop(0);
            connection.close();
          });
    }
  }

  @Test
  void a_server_runs_for_one_test_and_only_if_it_is_asked_for() {
    OrderServer.EVENTS.clear();
    Ran.tests(Asks.class).succeeded(2);
    assertThat(OrderServer.EVENTS).containsExactly("start", "stop");
  }

  @PostgresTest(server = OrderServer.class)
  static class Asks {
    @Test
    void asks(GraphqlClient client, TestServer server, TestDatabase database) {
      database.execute("INSERT INTO tb_orders VALUES (2, '', 1)");
      assertThat(client.execute("{ orders }").orFail().list("orders", Integer.class))
          .containsExactly(1, 2);
      assertThat(GraphqlClient.at(server.url()).execute("{ orders }").at("orders")).hasSize(2);
    }

    @Test
    void does_not_ask(TestDatabase database) {
      assertThat(database.name()).isNotEmpty();
    }
  }

  @Test
  void who_asks_for_a_client_without_naming_a_server_is_told_how_to() {
    assertThat(Ran.tests(NamesNone.class).failures())
        .containsExactly(
            "No server is known to this test: name what starts one, as in"
                + " @PostgresTest(server = MyServer.class), or make a client with"
                + " GraphqlClient.at(url).");
    assertThat(Ran.tests(NamesBroken.class).failures())
        .containsExactly("The server of %s does not start.".formatted(Broken.class.getName()));
  }

  @PostgresTest
  static class NamesNone {
    @Test
    void test(GraphqlClient client) {}
  }

  static final class Broken implements ServerStarter {
    @Override
    public TestServer start(TestDatabase database, Leaks leaks) {
      throw new IllegalStateException("no port");
    }
  }

  @PostgresTest(server = Broken.class)
  static class NamesBroken {
    @Test
    void test(GraphqlClient client) {}
  }
}
