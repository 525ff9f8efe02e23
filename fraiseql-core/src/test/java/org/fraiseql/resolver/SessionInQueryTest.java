package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fraiseql.repository.Where.where;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.api.Field;
import org.fraiseql.api.Query;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.repository.OrderBy;
import org.fraiseql.repository.Session;
import org.fraiseql.resolver.Cafe.Guest;
import org.fraiseql.resolver.Cafe.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Methods that read through the request's transaction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionInQueryTest {

  record GuestId(UUID id) {}

  record Host(int number, @Nullable GuestId guest) {}

  final class Api {
    @Query
    long guestCount(Session session, @Nullable Integer patience) throws InterruptedException {
      if (patience != null) {
        Thread.sleep(patience);
      }
      return session.count(Guest.class, org.fraiseql.repository.Where.all());
    }

    /** Adds a guest behind the request's back, and reads before and after. */
    @Query
    List<Long> aroundAWriter(Session session) {
      long before = session.count(Guest.class, org.fraiseql.repository.Where.all());
      cafe.column("INSERT INTO tb_guests SELECT gen_random_uuid(), 'Guest new' RETURNING id");
      return List.of(before, session.count(Guest.class, org.fraiseql.repository.Where.all()));
    }

    @Query
    int backend(Session session) {
      return (int) session.sql("SELECT pg_backend_pid() AS pid").getFirst().number("pid");
    }

    @Query
    @Nullable String caller(Caller caller, Session session) {
      assertThat(session.caller()).isEqualTo(caller);
      return caller.settings().get("app.name");
    }

    @Query
    @Nullable Integer writes(Session session) {
      return session.update("DELETE FROM tb_lines");
    }

    @Query
    @Nullable String wrong(Session session) {
      return session.sql("SELECT 1 / 0 AS x").getFirst().string("x");
    }

    @Query
    @Nullable String stuckInSql(Session session) {
      return session.sql("SELECT pg_sleep(3600)::text AS x").getFirst().string("x");
    }

    @Query
    List<Order> ordersOf(String name, Session session) {
      return session.query(
          Order.class, where("guest.name").eq(name), OrderBy.orderBy("number").desc(), 10);
    }

    @Field(on = Guest.class)
    List<Integer> orderCount(List<GuestId> guests, Session session) {
      Map<String, Long> counts =
          session
              .sql(
                  "SELECT guest_id::text AS id, count(*) AS n FROM tb_orders WHERE guest_id ="
                      + " ANY ($1::uuid[]) GROUP BY 1",
                  guests.stream().map(GuestId::id).toList())
              .stream()
              .collect(Collectors.toMap(row -> row.string("id"), row -> row.number("n")));
      return guests.stream()
          .map(guest -> counts.getOrDefault(guest.id().toString(), 0L).intValue())
          .toList();
    }

    @Field(on = Order.class)
    @Nullable String host(Host order, @Nullable Integer patience, Session session)
        throws InterruptedException {
      if (patience != null) {
        Thread.sleep(patience * (order.number() % 3));
      }
      GuestId guest = order.guest();
      return guest == null
          ? null
          : session.findById(Guest.class, guest.id()).map(Guest::name).orElse(null);
    }

    @Field(on = Order.class)
    int backendOf(Order order, Session session) {
      return backend(session);
    }
  }

  private final Api api = new Api();
  private final Engine cafe =
      Cafe.open(
          settings -> Cafe.limit(Duration.ofSeconds(60)).apply(settings).withConnections(8), api);

  @AfterAll
  void close() {
    cafe.close();
  }

  @Test
  void aDocumentWithASessionSeesOneStateOfTheDatabase() {
    JsonNode data =
        cafe.data("{ aroundAWriter guestsConnection(first: 1) { totalCount } guestCount backend }");
    List<JsonNode> around = Engine.items(data.get("aroundAWriter"));
    assertThat(around.get(1)).isEqualTo(around.get(0));
    assertThat(data.get("guestCount")).isEqualTo(around.get(0));
    assertThat(data.get("guestsConnection").get("totalCount")).isEqualTo(around.get(0));
    assertThat(cafe.data("{ guestCount }").get("guestCount").asLong())
        .isEqualTo(around.get(0).asLong() + 1);
  }

  @Test
  void allMethodsOfADocumentShareOneConnection() {
    JsonNode data = cafe.data("{ a: backend b: backend orders { backendOf } }");
    List<Integer> backends = new ArrayList<>();
    backends.add(data.get("a").asInt());
    backends.add(data.get("b").asInt());
    Engine.items(data.get("orders")).forEach(o -> backends.add(o.get("backendOf").asInt()));
    assertThat(backends).hasSize(14).containsOnly(backends.getFirst());
  }

  @Test
  void typedQueriesAndComputedFieldsFitTogether() {
    assertThat(
            cafe.text(
                "{ ordersOf(name: \"Guest 3\") { number guest { name orderCount } } }", Map.of()))
        .isEqualTo(
            """
            {"data":{"ordersOf":[{"number":9,"guest":{"name":"Guest 3","orderCount":2}},\
            {"number":3,"guest":{"name":"Guest 3","orderCount":2}}]}}""");
  }

  @Test
  void whatIsFoundByIdForEachOfManyObjectsIsFoundTogether() {
    JsonNode data = cafe.data("{ orders(orderBy: {number: ASC}) { number host } }");
    List<String> hosts =
        Engine.items(data.get("orders")).stream().map(o -> o.get("host").asText()).toList();
    assertThat(hosts.subList(0, 6))
        .containsExactly("Guest 1", "Guest 2", "Guest 3", "Guest 4", "Guest 5", "null");
    assertThat(cafe.data("{ orders { host sleepyHost: host(patience: 20) } }").get("orders"))
        .allSatisfy(order -> assertThat(order.get("host")).isEqualTo(order.get("sleepyHost")));
  }

  @Test
  void aFailedStatementLeavesTheOthersTheirSnapshot() {
    assertThat(
            Cafe.shown(
                cafe, "{ wrong writes guestsConnection(first: 0) { nodes { name } } backend }"))
        .startsWith(
            "{\"wrong\":null,\"writes\":null,\"guestsConnection\":{\"nodes\":[]},\"backend\":")
        .contains("[wrong] FQ-")
        .contains("[writes] FQ-");
  }

  @Test
  void theCallerIsTheRequests() {
    Response answer =
        cafe.execute("{ guestCount }", Map.of(), new Caller("nobody_knows", Map.of()));
    assertThat(answer).isInstanceOf(Response.Refused.class);
  }

  @Test
  void aThousandRequestsWithSessionsShareEightConnections() throws Exception {
    List<Future<Response>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(
          cafe.engine.execute(
              new Request(
                  "{ guestCount(patience: 2) guests(limit: 2) { name orderCount } }",
                  null,
                  Map.of()),
              Caller.NOBODY,
              new Cancellation()));
    }
    for (Future<Response> answer : answers) {
      assertThat(answer.await(5, TimeUnit.MINUTES)).isInstanceOf(Response.Data.class);
    }
    // A snapshot ends when its answer has been given.
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (openTransactions() > 0) {
      assertThat(System.nanoTime()).isLessThan(patience);
    }
  }

  private int openTransactions() {
    String open =
        cafe.column(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND state LIKE 'idle in%'")
            .getFirst();
    return Integer.parseInt(String.valueOf(open));
  }
}
