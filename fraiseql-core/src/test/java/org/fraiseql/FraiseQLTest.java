package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FraiseQLTest {

  private static final TestDatabase SHOP = ShopDatabase.create();
  private static final Vertx VERTX = Vertx.vertx();
  private static final FraiseQL ENGINE = FraiseQL.open(VERTX, Settings.of(SHOP.uri()));

  @BeforeAll
  static void readsTheCatalogue() throws Exception {
    ENGINE.ready().await(5, TimeUnit.MINUTES);
  }

  @AfterAll
  static void close() {
    ENGINE.close();
    VERTX.close();
    SHOP.close();
  }

  private static String answer(String query, Map<String, @Nullable Object> variables) {
    Response response =
        ENGINE
            .execute(new Request(query, null, variables), Caller.NOBODY, new Cancellation())
            .await();
    return switch (response) {
      case Response.Data data -> data.body().toString();
      case Response.Refused refused -> "refused: " + refused.problems();
      case Response.Partial partial -> "partly failed: " + partial.failures();
      case Response.Failed failed -> "failed: " + failed.problems();
    };
  }

  @Test
  void aRequestIsAnsweredWithTheSelectedFieldsInTheirOrder() {
    assertThat(
            answer(
                "query($id: UUID!) { product(id: $id) { price name category { name } } }",
                Map.of("id", "c4ca4238-a0b9-2382-0dcc-509a6f75849b")))
        .isEqualTo("{\"data\":{\"product\":null}}");
    assertThat(answer("{ products(limit: 1, orderBy: [{price: ASC}]) { sku price } }", Map.of()))
        .matches(
            "\\{\"data\":\\{\"products\":\\[\\{\"sku\":\"SKU-\\d+\",\"price\":\\d+\\.\\d\\d}]}}");
  }

  @Test
  void aDocumentThatIsNotUnderstoodIsServedWhole() {
    SHOP.execute(
        """
        CREATE TABLE tv_blobs (id int PRIMARY KEY, data jsonb NOT NULL);
        INSERT INTO tv_blobs VALUES (1, '{"a": [1, 2.50]}'), (2, '[]');
        """);
    try (FraiseQL engine = FraiseQL.open(VERTX, Settings.of(SHOP.uri()))) {
      engine.ready().await();
      Request request = new Request("{ blobs(orderBy: [{id: DESC}]) blob(id: 1) }", null, Map.of());
      assertThat(engine.execute(request, Caller.NOBODY, new Cancellation()).await())
          .isInstanceOfSatisfying(
              Response.Data.class,
              data ->
                  assertThat(data.body().toString())
                      .isEqualTo(
                          "{\"data\":{\"blobs\":[[],{\"a\": [1, 2.50]}],\"blob\":{\"a\": [1, 2.50]}}}"));
    } finally {
      SHOP.execute("DROP TABLE tv_blobs");
    }
  }

  @Test
  void introspectionNeedsNoDatabase() {
    assertThat(answer("{ __type(name: \"Product\") { name } }", Map.of()))
        .isEqualTo("{\"data\":{\"__type\":{\"name\":\"Product\"}}}");
  }

  @Test
  void introspectionAndDataMixInOneRequest() {
    assertThat(
            answer(
                "{ a: __typename __type(name: \"Product\") { name } products(limit: 0) { id } }",
                Map.of()))
        .isEqualTo(
            "{\"data\":{\"a\":\"Query\",\"__type\":{\"name\":\"Product\"},\"products\":[]}}");
  }

  @Test
  void anUnknownFieldIsRefused() {
    assertThat(answer("{ products { nam } }", Map.of())).startsWith("refused: [UnknownField");
  }

  @Test
  void aStatementThatDoesNotFitTheDatabaseAnyMoreIsMadeAnew() {
    String query = "{ reviews(limit: 1, orderBy: [{createdAt: ASC}]) { rating } }";
    String before = answer(query, Map.of());

    SHOP.execute("ALTER TABLE tb_reviews RENAME COLUMN rating TO stars");
    assertThat(answer(query, Map.of())).isEqualTo(before).startsWith("{\"data\"");
    SHOP.execute("ALTER TABLE tb_reviews RENAME COLUMN stars TO rating");
    assertThat(answer(query, Map.of())).isEqualTo(before);
  }

  @Test
  void onlyTheColumnsThatAViewReadsNeedToBeReadable() {
    SHOP.execute(
        """
        DROP ROLE IF EXISTS clerk;
        CREATE ROLE clerk LOGIN;
        CREATE TABLE tb_cards (id int PRIMARY KEY, owner text NOT NULL, token text NOT NULL);
        INSERT INTO tb_cards VALUES (1, 'Ada', 'secret');
        CREATE VIEW v_cards WITH (security_invoker = true) AS
          SELECT id, jsonb_build_object('__typename', 'Card', 'id', id, 'owner', owner) AS data FROM tb_cards;
        GRANT USAGE ON SCHEMA public TO clerk;
        GRANT SELECT (id, owner) ON tb_cards TO clerk;
        GRANT SELECT ON v_cards TO clerk;
        """);
    String uri = SHOP.uri().replaceFirst("//[^@]*@", "//clerk@");
    try (FraiseQL engine = FraiseQL.open(VERTX, Settings.of(uri))) {
      engine.ready().await();
      Request request = new Request("{ cards(orderBy: [{owner: ASC}]) { owner } }", null, Map.of());
      assertThat(engine.execute(request, Caller.NOBODY, new Cancellation()).await())
          .isInstanceOfSatisfying(
              Response.Data.class,
              data ->
                  assertThat(data.body().toString())
                      .isEqualTo("{\"data\":{\"cards\":[{\"owner\":\"Ada\"}]}}"));
    } finally {
      SHOP.execute("DROP VIEW v_cards; DROP TABLE tb_cards; DROP OWNED BY clerk; DROP ROLE clerk");
    }
  }
}
