package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fraiseql.Engine;
import org.fraiseql.Response;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.junit.jupiter.api.Test;

/** Many askers at once: each gets its own answer, and sees what it may see. */
class ConcurrencyTest {

  private static final int THREADS = 16;
  private static final int REQUESTS = 2_000;

  private static void together(List<Callable<Void>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  @Test
  void answersAreNotMixedUp() throws Exception {
    try (Engine engine = Engine.on(ShopDatabase.create())) {
      Graph graph = new Graph(engine);
      graph.roots.removeIf(root -> !graph.has(root.field().name() + "Connection"));
      graph.roots.removeIf(root -> root.relation().endsWith("v_order_fulfillment"));
      DocumentPool pool = new DocumentPool(engine, graph);
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < REQUESTS / 2; i++) {
        // Few operations asked often, so that plans are shared as well as made.
        RandomOperation operation = new RandomOperation(graph, pool, i % 100);
        work.add(
            () -> {
              JsonNode answer = engine.data(operation.text(), operation.variables());
              assertThat(answer.toString()).isEqualTo(operation.expected().toString());
              return null;
            });
      }
      together(work);
    }
  }

  private static String uuid(String text) throws Exception {
    String hex =
        HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("MD5")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  @Test
  void tenantsNeverSeeEachOthersRows() throws Exception {
    try (Engine engine =
        Engine.on(
            ShopDatabase.create(),
            settings ->
                settings
                    .withLimits(Engine.WIDE)
                    .withConnections(4)
                    .withRoles(List.of("shop_api"))
                    .withDeclared(List.of("app.tenant_id")))) {
      List<Caller> tenants = new ArrayList<>();
      for (int t = 1; t <= 2; t++) {
        tenants.add(new Caller("shop_api", Map.of("app.tenant_id", uuid("tenant:" + t))));
      }
      String query = "{ projects(limit: 50) { name tenant { name } teamMembers { role } } }";
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        int tenant = i % 2;
        work.add(
            () -> {
              Response response = engine.execute(query, Map.of(), tenants.get(tenant));
              assertThat(response).isInstanceOf(Response.Data.class);
              String body = ((Response.Data) response).body().toString();
              List<JsonNode> projects =
                  Engine.items(Engine.parse(body).get("data").get("projects"));
              assertThat(projects).hasSize(10);
              for (JsonNode project : projects) {
                assertThat(project.get("name").asText()).endsWith("of tenant " + (tenant + 1));
                assertThat(project.get("tenant").get("name").asText())
                    .isEqualTo("Tenant " + (tenant + 1));
                assertThat(project.get("teamMembers")).hasSize(3);
              }
              return null;
            });
      }
      together(work);
      assertThat(engine.execute(query, Map.of(), new Caller("shop_api", Map.of())))
          .isInstanceOf(Response.Refused.class);
      assertThat(engine.execute(query, Map.of(), Caller.NOBODY))
          .isInstanceOf(Response.Refused.class);
    }
  }
}
