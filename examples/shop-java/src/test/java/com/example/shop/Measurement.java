package com.example.shop;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fraiseql.FraiseQL;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.Settings;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.testing.GraphqlClient;
import org.fraiseql.testing.TestDatabase;

/**
 * What Java's fields cost beside compiled ones: processor time of this process for a request, the
 * documents taking turns within each round. And the program's way to its first answer.
 */
final class Measurement {

  private static final int ROUNDS = 7;
  private static final int REQUESTS = 400;

  private static final Caller CALLER =
      new Caller("shop_api", Map.of("app.tenant_id", "00000000-0000-0000-0000-000000000000"));

  private static final Map<String, String> DOCUMENTS = new LinkedHashMap<>();

  static {
    String fields = "orders(limit: 20) { id orderNumber total items { quantity } %s }";
    DOCUMENTS.put("compiled", "{" + fields.formatted("") + "}");
    DOCUMENTS.put(
        "with a computed field",
        "{" + fields.formatted("shippingQuote(country: \"FR\") { amount }") + "}");
    DOCUMENTS.put(
        "with a Java field beside it",
        "{"
            + fields.formatted("")
            + " spentBy(customerId: \"00000000-0000-0000-0000-000000000000\") { amount } }");
    DOCUMENTS.put(
        "50 orders by a Java field",
        "{ lateOrders(days: 1) { id orderNumber total items { quantity } } }");
  }

  private Measurement() {}

  static void main() throws Exception {
    try (TestDatabase shop = ShopDatabase.create()) {
      firstAnswer(shop);
      documents(shop);
    }
  }

  private static void firstAnswer(TestDatabase shop) {
    // The embedded PostgreSQL is running: what follows is the program's own way.
    long begin = System.nanoTime();
    try (var server = ShopServer.at(shop.uri()).start(0)) {
      server.awaitReady();
      GraphqlClient.at(server.url())
          .execute(DOCUMENTS.getOrDefault("with a computed field", ""))
          .orFail();
      System.out.printf(
          Locale.ROOT,
          "start to first answer, in a JVM that has run nothing of it yet: %d ms%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
  }

  private static void documents(TestDatabase shop) throws Exception {
    Vertx vertx = Vertx.vertx();
    Settings settings =
        Settings.of(shop.uri())
            .withRoles(List.of("shop_api"))
            .withDeclared(List.of("app.tenant_id"))
            .withApi(List.of(new OrderApi(new FlatRate()), OrderCommands.class));
    try (FraiseQL engine = FraiseQL.open(vertx, settings)) {
      engine.ready().await(2, TimeUnit.MINUTES);
      Map<String, List<Double>> figures = new LinkedHashMap<>();
      for (int round = -2; round < ROUNDS; round++) {
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
          double micros = micros(engine, document.getValue());
          if (round >= 0) {
            figures.computeIfAbsent(document.getKey(), _ -> new ArrayList<>()).add(micros);
          }
        }
      }
      double compiled = median(figures.getOrDefault("compiled", List.of()));
      figures.forEach(
          (name, values) ->
              System.out.printf(
                  Locale.ROOT,
                  "%-40s %8.0f µs of processor time  %5.2f ×%n",
                  name,
                  median(values),
                  median(values) / compiled));
    } finally {
      vertx.close();
    }
  }

  private static double micros(FraiseQL engine, String document) throws Exception {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = process.getProcessCpuTime();
    for (int i = 0; i < REQUESTS; i++) {
      Response response =
          engine
              .execute(new Request(document, null, Map.of()), CALLER, new Cancellation())
              .await(30, TimeUnit.SECONDS);
      if (!(response instanceof Response.Data)) {
        throw new IllegalStateException(document + ": " + response);
      }
    }
    return (process.getProcessCpuTime() - before) / 1_000.0 / REQUESTS;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
