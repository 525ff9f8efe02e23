package org.fraiseql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.fraiseql.server.http.CallerRules;
import org.fraiseql.testing.GraphqlAnswer;
import org.fraiseql.testing.GraphqlClient;
import org.fraiseql.testing.Leaks;
import org.fraiseql.testing.PostgresTest;
import org.fraiseql.testing.ServerStarter;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest(migrations = "classpath:orders", server = OrdersTest.Api.class)
class OrdersTest {

  record Order(String number, BigDecimal total) {}

  /** The server of one test: on a free port, with the tenant from a header. */
  static final class Api implements ServerStarter {
    @Override
    public TestServer start(TestDatabase database, Leaks leaks) {
      CallerRules tenant = new CallerRules(null, Map.of(), true, Map.of("x-tenant", "app.tenant"));
      RunningServer server =
          FraiseQLServer.at(database.uri()).http(http -> http.withCallers(tenant)).start(0);
      server.awaitReady(Duration.ofMinutes(2));
      return new TestServer(server.url(), server);
    }
  }

  private static final String PLACE =
      """
      mutation ($input: PlaceOrderInput!) {
        placeOrder(input: $input) {
          ... on PlaceOrderSuccess { order { number total } }
          ... on PlaceOrderError { code }
        }
      }
      """;

  @BeforeEach
  void anOrderOfAnotherTenant(TestDatabase database) {
    database.execute("INSERT INTO tb_orders (tenant, number, total) VALUES ('south', 'S-1', 12)");
  }

  @Test
  void anOrderIsPlacedAndReadBack(GraphqlClient client) {
    GraphqlClient north = client.header("X-Tenant", "north");
    GraphqlAnswer placed =
        north.execute(PLACE, Map.of("input", Map.of("number", "N-1", "total", 9.5)));
    assertThat(placed.orFail().as("placeOrder/order", Order.class))
        .isEqualTo(new Order("N-1", new BigDecimal("9.50")));
    assertThat(north.execute("{ orders { number total } }").list("orders", Order.class))
        .containsExactly(new Order("N-1", new BigDecimal("9.50")));
  }

  @Test
  void aNumberIsGivenOnce(GraphqlClient client) {
    GraphqlAnswer refused =
        client
            .header("X-Tenant", "north")
            .execute(PLACE, Map.of("input", Map.of("number", "S-1", "total", 1)));
    assertThat(refused.at("placeOrder/code").asText()).isEqualTo("ALREADY_EXISTS");
  }

  @Test
  void aFieldThatIsNotThereIsAnError(GraphqlClient client) {
    GraphqlAnswer answer = client.execute("{ orders { colour } }");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errors()).singleElement().extracting("code").isEqualTo("FQ-110");
  }

  @Test
  void aTenantIsASettingOfItsTransaction(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT set_config('app.tenant', 'south', true)");
      try (ResultSet orders = statement.executeQuery("SELECT data->>'number' FROM v_orders")) {
        assertThat(orders.next()).isTrue();
        assertThat(orders.getString(1)).isEqualTo("S-1");
      }
      connection.commit();
    }
  }
}
