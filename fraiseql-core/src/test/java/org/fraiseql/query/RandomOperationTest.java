package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fraiseql.Engine;
import org.fraiseql.ShopDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random operations over the shop answer what a plain reading of whole documents, filtered, sorted
 * and cut in Java, answers. {@code -Dfraiseql.seed=…} starts elsewhere, {@code
 * -Dfraiseql.operations=…} runs more.
 */
class RandomOperationTest {

  private static final long SEED = Long.getLong("fraiseql.seed", 20_260_101);
  private static final int OPERATIONS = Integer.getInteger("fraiseql.operations", 2_000);

  private static Engine engine;
  private static Graph graph;
  private static DocumentPool pool;

  @BeforeAll
  static void open() {
    engine = Engine.on(ShopDatabase.create());
    graph = new Graph(engine);
    graph.roots.removeIf(root -> !graph.has(root.field().name() + "Connection"));
    // Its list has ties in the view's own order: what is first among them is PostgreSQL's to
    // choose.
    graph.roots.removeIf(root -> root.relation().endsWith("v_order_fulfillment"));
    pool = new DocumentPool(engine, graph);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void randomOperationsAnswerWhatWholeDocumentsSay() {
    assertThat(graph.roots).hasSizeGreaterThan(15);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < OPERATIONS && wrong.size() < 5; i++) {
      long seed = SEED + i;
      RandomOperation operation = new RandomOperation(graph, pool, seed);
      String difference = difference(operation);
      if (difference != null) {
        wrong.add("-Dfraiseql.seed=%d -Dfraiseql.operations=1%n%s".formatted(seed, difference));
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static @Nullable String difference(RandomOperation operation) {
    try {
      String answer = engine.data(operation.text(), operation.variables()).toString();
      String expected = operation.expected().toString();
      return answer.equals(expected)
          ? null
          : "%s%n%s%nexpected %s%nbut was  %s%n"
              .formatted(operation.text(), operation.variables(), expected, answer);
    } catch (AssertionError e) {
      return e.getMessage();
    }
  }
}
