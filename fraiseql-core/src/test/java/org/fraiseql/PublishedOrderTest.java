package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * The reference document's own order view, which groups the lines of all orders in a WITH query.
 */
class PublishedOrderTest {

  private static final String NEWEST =
      "{ orders: orderAggregates(orderBy: [{createdAt: DESC}], limit: 20)"
          + " { id total itemCount items { quantity price product { name inventory { inStock } } } } }";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aPageIsWhatTheViewSaysAndBuildsItsOwnGroupsOnly() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestDatabase database = ReferenceDatabase.createOrders(2_000);
        FraiseQL engine = FraiseQL.open(vertx, Settings.of(database.uri()))) {
      database.execute("CREATE INDEX ON tb_order_items(order_id); ANALYZE");
      engine.ready().await();
      Request request = new Request(NEWEST, null, Map.of());

      Response response = engine.execute(request, Caller.NOBODY, new Cancellation()).await();

      JsonNode orders = orders(response);
      assertThat(orders).hasSize(20);
      assertThat(ids(orders)).isEqualTo(newestIds(database));
      for (JsonNode order : orders) {
        JsonNode whole = whole(database, order.get("id").textValue());
        assertThat(order.get("total").decimalValue())
            .isEqualByComparingTo(whole.get("total").decimalValue());
        assertThat(order.get("itemCount")).isEqualTo(whole.get("item_count"));
        assertThat(order.get("items")).hasSize(whole.get("items").size());
      }
      List<String> plan = engine.analyze(engine.explain(request).getFirst(), Caller.NOBODY);
      assertThat(plan).noneMatch(line -> line.contains("rows=6000 loops"));
    } finally {
      vertx.close();
    }
  }

  private static JsonNode orders(Response response) throws Exception {
    assertThat(response).isInstanceOf(Response.Data.class);
    return JSON.readTree(((Response.Data) response).body().toString()).at("/data/orders");
  }

  private static List<String> ids(JsonNode orders) {
    List<String> ids = new ArrayList<>();
    orders.forEach(order -> ids.add(order.get("id").textValue()));
    return ids;
  }

  private static List<String> newestIds(TestDatabase database) throws Exception {
    List<String> ids = new ArrayList<>();
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT id FROM v_order_aggregate ORDER BY order_date DESC, id LIMIT 20")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private static JsonNode whole(TestDatabase database, String id) throws Exception {
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT data FROM v_order_aggregate WHERE id = '" + id + "'")) {
      row.next();
      return JSON.readTree(row.getString(1));
    }
  }
}
