package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GraphqlClientTest {

  record Order(int id, BigDecimal total) {}

  private final HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{\"data\":null}";
  private volatile String asked = "";

  GraphqlClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/graphql",
        exchange -> {
          asked =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getOrDefault("X-tenant", List.of())
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private GraphqlClient client() {
    return GraphqlClient.at("http://127.0.0.1:%d/graphql".formatted(server.getAddress().getPort()));
  }

  private GraphqlAnswer answered(String body) {
    answer = body;
    return client().execute("{ orders { id } }");
  }

  @Test
  void a_document_is_sent_with_its_variables_and_headers() {
    GraphqlClient plain = client();
    assertThat(plain.header("X-Tenant", "one").execute("{ a }").status()).isEqualTo(200);
    assertThat(asked).startsWith("POST [one] ").contains("\"query\":\"{ a }\"");
    plain.execute(
        "{ a }", Map.of("order", new Order(1, new BigDecimal("1.50")), "ids", List.of(1, 2)));
    assertThat(asked)
        .startsWith("POST [] ")
        .contains("\"order\":{\"id\":1,\"total\":1.50}")
        .contains("\"ids\":[1,2]");
    plain.execute("{ a }", Collections.singletonMap("id", null));
    assertThat(asked).contains("\"variables\":{\"id\":null}");
  }

  @Test
  void parts_of_an_answer_are_nodes_or_values() {
    GraphqlAnswer answer =
        answered(
            """
            {"data":{"orders":[{"__typename":"Order","id":1,"total":10.50},
                               {"id":2,"total":0.10}],"none":null}}""");
    assertThat(answer.at("/orders/0/id").asInt()).isEqualTo(1);
    assertThat(answer.at("orders")).hasSize(2);
    assertThat(answer.data().size()).isEqualTo(2);
    assertThat(answer.at("none").isNull()).isTrue();
    assertThat(answer.as("orders/0", Order.class)).isEqualTo(new Order(1, new BigDecimal("10.50")));
    assertThat(answer.list("orders", Order.class))
        .containsExactly(
            new Order(1, new BigDecimal("10.50")), new Order(2, new BigDecimal("0.10")));
    assertThat(answer.orFail()).isSameAs(answer);
    assertThat(answer.errors()).isEmpty();
  }

  @Test
  void a_path_that_leads_nowhere_says_how_far_it_led() {
    GraphqlAnswer answer =
        answered(
            """
            {"data":{"orders":[{"id":1}],"total":null},
             "errors":[{"message":"Too large.","path":["total"],"extensions":{"code":"FQ-510"}}]}""");
    assertThatThrownBy(() -> answer.at("/orders/1/id"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "The answer has nothing at '/orders/1/id': data/orders is a list of 1.\n"
                + "- FQ-510 at /total: Too large.");
    assertThatThrownBy(() -> answer.at("order"))
        .hasMessageStartingWith(
            "The answer has nothing at 'order': data is an object with [orders, total].");
    assertThatThrownBy(() -> answer.as("total", Order.class))
        .hasMessageStartingWith(
            "What stands at 'total' is no org.fraiseql.testing.GraphqlClientTest$Order: it is"
                + " null.");
    assertThatThrownBy(() -> answer.list("orders/0", Order.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("What stands at 'orders/0' is no java.util.List<");
  }

  @Test
  void errors_are_shown_readably() {
    status = 400;
    GraphqlAnswer answer =
        answered(
            """
            {"errors":[{"message":"There is no field 'ordrs'.","locations":[{"line":1,"column":3}],
             "extensions":{"code":"FQ-110","help":"Did you mean 'orders'?"}},
             {"message":"Not now.","path":["orders",0,"total"]}]}""");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors())
        .containsExactly(
            new GraphqlError("There is no field 'ordrs'.", "FQ-110", "", "Did you mean 'orders'?"),
            new GraphqlError("Not now.", null, "/orders/0/total", null));
    assertThatThrownBy(answer::orFail)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            The answer (status 400) has errors:
            - FQ-110 There is no field 'ordrs'. (Did you mean 'orders'?)
            - at /orders/0/total: Not now.\
            """);
    assertThatThrownBy(answer::data).hasMessageStartingWith("The answer has no data.\n- FQ-110");
    assertThatThrownBy(() -> answer.at("orders"))
        .hasMessageStartingWith("The answer has nothing at 'orders': data is not there.\n- FQ-110");
  }

  @Test
  void what_is_no_answer_is_told_in_a_sentence() {
    String url = "http://127.0.0.1:%d/graphql".formatted(server.getAddress().getPort());
    status = 502;
    assertThatThrownBy(() -> answered("<html>\n  Bad gateway</html>"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            url + " answered 502 with what is no answer of GraphQL: <html> Bad gateway</html>");
    assertThatThrownBy(() -> answered(""))
        .hasMessageEndingWith("what is no answer of GraphQL: an empty body");
    assertThatThrownBy(() -> answered("[1]")).hasMessageEndingWith(": [1]");
  }

  @Test
  void where_nobody_listens_it_says_so() {
    try (ReservedPort port = new ReservedPort()) {
      String url = "http://127.0.0.1:%d/graphql".formatted(port.number());
      assertThatThrownBy(() -> GraphqlClient.at(url).execute("{ a }"))
          .isInstanceOf(AssertionError.class)
          .hasMessage("Nobody listens at %s: is the server started?".formatted(url));
    }
    assertThatThrownBy(() -> GraphqlClient.at("localhost:8080"))
        .hasMessage(
            "'localhost:8080' is no URL of an endpoint, such as http://localhost:8080/graphql.");
  }
}
