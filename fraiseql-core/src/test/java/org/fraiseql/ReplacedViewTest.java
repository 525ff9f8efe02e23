package org.fraiseql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.testing.PostgresTest;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A view gets another key while it is being read. */
@PostgresTest
class ReplacedViewTest {

  private static final String TABLE =
      """
      CREATE TABLE tb_notes (id int PRIMARY KEY, text text NOT NULL);
      INSERT INTO tb_notes VALUES (1, 'one');
      """;

  private static final String BEFORE =
      """
      CREATE VIEW v_notes AS
      SELECT id, jsonb_build_object('__typename', 'Note', 'id', id, 'text', text) AS data FROM tb_notes;
      """;

  private static final String AFTER =
      """
      ALTER TABLE tb_notes ADD author text;
      CREATE OR REPLACE VIEW v_notes AS
      SELECT id, jsonb_build_object('__typename', 'Note', 'id', id, 'text', text, 'author', author) AS data, author
      FROM tb_notes;
      """;

  private static String answer(FraiseQL engine, String query) {
    Response response =
        engine
            .execute(new Request(query, null, Map.of()), Caller.NOBODY, new Cancellation())
            .await();
    return response instanceof Response.Data data ? data.body().toString() : response.toString();
  }

  @Test
  void fieldsThatStayAreAnsweredAllTheTimeAndTheNewOneComes(TestDatabase database)
      throws Exception {
    database.execute(TABLE + BEFORE);
    Vertx vertx = Vertx.vertx();
    try (FraiseQL engine = FraiseQL.open(vertx, Settings.of(database.uri()))) {
      engine.ready().await();
      Set<String> answers = ConcurrentHashMap.newKeySet();
      AtomicBoolean stop = new AtomicBoolean();
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stop.get()) {
                      answers.add(answer(engine, "{ notes { id text } }"));
                    }
                  });

      database.execute(AFTER);
      boolean came = comes(engine);
      stop.set(true);
      reader.join();

      assertThat(came).as("the new field is served").isTrue();
      assertThat(answers).containsExactly("{\"data\":{\"notes\":[{\"id\":1,\"text\":\"one\"}]}}");
    } finally {
      vertx.close();
    }
  }

  private static boolean comes(FraiseQL engine) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < end) {
      if (answer(engine, "{ notes { author } }")
          .equals("{\"data\":{\"notes\":[{\"author\":null}]}}")) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }
}
