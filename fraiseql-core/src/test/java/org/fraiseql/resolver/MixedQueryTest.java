package org.fraiseql.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fraiseql.Engine;
import org.fraiseql.api.Field;
import org.fraiseql.api.Query;
import org.fraiseql.problem.Problem;
import org.fraiseql.resolver.Cafe.Drink;
import org.fraiseql.resolver.Cafe.Guest;
import org.fraiseql.resolver.Cafe.Line;
import org.fraiseql.resolver.Cafe.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Documents whose fields PostgreSQL and Java answer together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedQueryTest {

  /** A part of an order. */
  record Total(int number, List<Price> lines) {
    record Price(int cups, BigDecimal price) {}
  }

  record Money(BigDecimal amount, String currency) {}

  sealed interface Offer {
    String title();
  }

  record Cup(String title, Drink drink) implements Offer {}

  record Cake(String title, Optional<String> topping) implements Offer {}

  static final class Api {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CyclicBarrier both = new CyclicBarrier(2);

    @Query
    String greeting(String name, @Nullable Integer times) {
      return ("Hello " + name + ". ").repeat(times == null ? 1 : times).strip();
    }

    @Query
    int left() throws Exception {
      return both.await(30, TimeUnit.SECONDS);
    }

    @Query
    int right() throws Exception {
      return both.await(30, TimeUnit.SECONDS);
    }

    @Query
    List<Offer> offers() {
      return List.of(
          new Cup("Espresso", Drink.COFFEE),
          new Cake("Pie", Optional.empty()),
          new Cake("Tart", Optional.of("Cream")));
    }

    @Query
    @Nullable Guest regular() {
      return new Guest(UUID.fromString(Cafe.id("guest:2")), "Guest 2", null);
    }

    @Query
    Order latest() {
      Line line = new Line(UUID.randomUUID(), Drink.TEA, 2, BigDecimal.TEN);
      return new Order(UUID.randomUUID(), 13, OffsetDateTime.MAX, null, List.of(line));
    }

    @Field(on = Order.class)
    List<Money> sum(List<Total> orders, @Nullable String currency) {
      calls.add("sum of " + orders.size());
      return orders.stream()
          .map(
              order ->
                  new Money(
                      order.lines().stream()
                          .map(l -> l.price().multiply(BigDecimal.valueOf(l.cups())))
                          .reduce(BigDecimal.ZERO, BigDecimal::add),
                      currency == null ? "EUR" : currency))
          .toList();
    }

    @Field(on = Order.class)
    Map<Order, String> note(List<Order> orders) {
      calls.add("note of " + orders.size());
      return orders.stream()
          .filter(order -> order.number() % 2 == 0)
          .collect(Collectors.toMap(order -> order, order -> "even " + order.placedAt()));
    }

    @Field(on = Guest.class)
    String initial(Guest guest) {
      return guest.name().substring(0, 1) + guest.name().charAt(guest.name().length() - 1);
    }

    @Field(on = Line.class)
    boolean strong(Line line) {
      return line.drink() == Drink.COFFEE && line.cups() > 1;
    }

    @Field(on = Money.class)
    String shown(Money money) {
      return money.amount() + " " + money.currency();
    }

    @Field(on = Money.class)
    @Nullable Guest payer(Money money) {
      return money.amount().signum() > 0 ? regular() : null;
    }
  }

  private final Api api = new Api();
  private final Engine cafe = Cafe.open(api);

  @AfterAll
  void close() {
    cafe.close();
  }

  @BeforeEach
  void forget() {
    assertThat(cafe.engine.ready().await().problems())
        .filteredOn(p -> p.severity().name().equals("ERROR"))
        .isEmpty();
    api.calls.clear();
  }

  private String text(String query) {
    return cafe.text(query, Map.of());
  }

  @Test
  void javaAndPostgresqlAnswerInTheDocumentsOrder() {
    assertThat(
            text(
                """
                { a: greeting(name: "Ann") g: guests(orderBy: {name: ASC}, limit: 1) { name }
                  __typename b: greeting(times: 2, name: "Bob") }
                """))
        .isEqualTo(
            """
            {"data":{"a":"Hello Ann.","g":[{"name":"Guest 1"}],"__typename":"Query",\
            "b":"Hello Bob. Hello Bob."}}""");
  }

  @Test
  void fieldsOfTheQueryRunAtTheSameTime() {
    JsonNode data = cafe.data("{ left right }");
    assertThat(List.of(data.get("left").asInt(), data.get("right").asInt()))
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aListOfObjectsIsComputedInOneCall() {
    JsonNode data =
        cafe.data(
            "{ orders(orderBy: {number: ASC}) { sum { amount currency } number note lines { cups } } }");
    List<JsonNode> orders = Engine.items(data.get("orders"));
    assertThat(orders).hasSize(12);
    assertThat(orders.get(0).toString())
        .isEqualTo(
            "{\"sum\":{\"amount\":21,\"currency\":\"EUR\"},\"number\":1,\"note\":null,"
                + "\"lines\":[{\"cups\":1},{\"cups\":2},{\"cups\":3}]}");
    assertThat(orders.get(1).get("note").asText()).isEqualTo("even 2026-01-01T10:00Z");
    assertThat(api.calls).containsExactlyInAnyOrder("sum of 12", "note of 12");
  }

  @Test
  void computedFieldsStandInConnectionsNestedListsAliasesAndFragments() {
    assertThat(
            text(
                """
                { ordersConnection(first: 1, orderBy: {number: ASC}) {
                    nodes { ...both } edges { node { id: number ...both } } pageInfo { hasNextPage } } }
                fragment both on Order {
                  euro: sum { shown } dollar: sum(currency: "USD") { shown }
                  lines { cups strong } guest { initial }
                }
                """))
        .isEqualTo(
            """
            {"data":{"ordersConnection":{"nodes":[{"euro":{"shown":"21.00 EUR"},\
            "dollar":{"shown":"21.00 USD"},"lines":[{"cups":1,"strong":false},\
            {"cups":2,"strong":true},{"cups":3,"strong":false}],"guest":{"initial":"G1"}}],\
            "edges":[{"node":{"id":1,"euro":{"shown":"21.00 EUR"},"dollar":{"shown":"21.00 USD"},\
            "lines":[{"cups":1,"strong":false},{"cups":2,"strong":true},{"cups":3,"strong":false}],\
            "guest":{"initial":"G1"}}}],"pageInfo":{"hasNextPage":true}}}}""");
  }

  @Test
  void whatJavaComputesIsComputedFromInTurn() {
    assertThat(
            text("{ orders(limit: 1, orderBy: {number: ASC}) { sum { payer { initial name } } } }"))
        .isEqualTo(
            "{\"data\":{\"orders\":[{\"sum\":{\"payer\":{\"initial\":\"G2\",\"name\":\"Guest 2\"}}}]}}");
    assertThat(text("{ regular { initial email } }"))
        .isEqualTo("{\"data\":{\"regular\":{\"initial\":\"G2\",\"email\":null}}}");
  }

  @Test
  void recordsOfASealedInterfaceAreToldApart() {
    assertThat(
            text(
                "{ offers { __typename title ... on Cup { drink } ... on Cake { topping t: title } } }"))
        .isEqualTo(
            """
            {"data":{"offers":[{"__typename":"Cup","title":"Espresso","drink":"COFFEE"},\
            {"__typename":"Cake","title":"Pie","topping":null,"t":"Pie"},\
            {"__typename":"Cake","title":"Tart","topping":"Cream","t":"Tart"}]}}""");
  }

  @Test
  void nobodyIsAskedWhatIsNotThere() {
    assertThat(text("{ orders(limit: 0) { sum { shown } } }"))
        .isEqualTo("{\"data\":{\"orders\":[]}}");
    assertThat(text("{ order(id: \"" + Cafe.id("nothing") + "\") { sum { shown } } }"))
        .isEqualTo("{\"data\":{\"order\":null}}");
    assertThat(text("{ order(id: \"" + Cafe.id("order:6") + "\") { guest { initial } } }"))
        .isEqualTo("{\"data\":{\"order\":{\"guest\":null}}}");
    assertThat(text("{ orders(limit: 1) { sum { shown @skip(if: true) } } }"))
        .isEqualTo("{\"data\":{\"orders\":[{\"sum\":{}}]}}");
    assertThat(api.calls).containsExactly("sum of 1");
  }

  @Test
  void introspectionStandsBesideBoth() {
    assertThat(
            text(
                "{ greeting(name: \"A\") __type(name: \"Money\") { name } guests(limit: 0) { name } }"))
        .isEqualTo(
            "{\"data\":{\"greeting\":\"Hello A.\",\"__type\":{\"name\":\"Money\"},\"guests\":[]}}");
  }

  @Test
  void argumentsOfListsInsideOfJavasValuesAreRefused() {
    assertThat(cafe.refused("{ latest { lines(limit: 1) { cups } } }", Map.of()))
        .extracting(Problem::code, Problem::message, Problem::path)
        .containsExactly(
            tuple(
                "FQ-654",
                "'Order.lines' takes no 'limit' here: what it is in comes from Java.",
                List.of("latest", "lines")));
    assertThat(text("{ latest { lines { cups } } }"))
        .isEqualTo("{\"data\":{\"latest\":{\"lines\":[{\"cups\":2}]}}}");
  }
}
