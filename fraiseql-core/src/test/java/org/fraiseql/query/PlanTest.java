package org.fraiseql.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.Engine;
import org.fraiseql.Explanation;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.Request;
import org.fraiseql.ShopDatabase;
import org.fraiseql.database.Caller;
import org.fraiseql.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What PostgreSQL's own plans say: what is not asked for is not touched, pages cost a page. */
class PlanTest {

  private static Engine small;
  private static Engine large;

  @BeforeAll
  static void open() {
    small = Engine.on(ShopDatabase.create());
    large = Engine.on(ShopDatabase.create(600));
  }

  @AfterAll
  static void close() {
    small.close();
    large.close();
  }

  /**
   * A plan as executed: the relations in it with the rows that were read of each, and the indexes.
   */
  private record Plan(Map<String, Long> read, Set<String> indexes, String text) {

    /** Rows of what grows: a small table is read whole more cheaply than by its index. */
    long rows() {
      return read.entrySet().stream()
          .filter(e -> e.getKey().matches("tb_(orders|order_items|customers|customer_addresses)"))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /** Plain and index scans; scans of sub-queries read nothing themselves. */
  private static final Pattern SCAN =
      Pattern.compile(
          "(Seq|Index|Index Only|Bitmap Heap|Bitmap Index) Scan(?: Backward)?(?: using (\\S+))? on (\\S+)"
              + ".*actual .*rows=([\\d.]+) loops=(\\d+)");

  private static final Pattern REMOVED = Pattern.compile("Rows Removed by .*Filter: (\\d+)");

  private static Plan plan(Engine engine, String query, Map<String, @Nullable Object> variables) {
    Explanation explained = engine.engine.explain(new Request(query, null, variables)).getFirst();
    List<String> lines = engine.engine.analyze(explained, Caller.NOBODY);
    Map<String, Long> read = new TreeMap<>();
    Set<String> indexes = new TreeSet<>();
    String relation = "";
    for (String line : lines) {
      Matcher scan = SCAN.matcher(line);
      if (scan.find()) {
        String name = scan.group(3).replaceFirst(".*\\.", "").replace("\"", "");
        long rows = Math.round(Double.parseDouble(scan.group(4)) * Long.parseLong(scan.group(5)));
        if (scan.group(1).equals("Bitmap Index")) {
          indexes.add(name);
        } else {
          relation = name;
          read.merge(name, rows, Long::sum);
        }
        if (scan.group(2) != null) {
          indexes.add(scan.group(2).replace("\"", ""));
        }
      }
      Matcher removed = REMOVED.matcher(line);
      if (removed.find()) {
        read.merge(relation, Long.valueOf(removed.group(1)), Long::sum);
      }
    }
    return new Plan(read, indexes, String.join("\n", lines));
  }

  @Test
  void twoFieldsOfAnAggregateTouchItsOwnTable() {
    Plan plan = plan(small, "{ orderAggregates(limit: 20) { orderNumber status } }", Map.of());

    assertThat(plan.read()).as(plan.text()).containsOnlyKeys("tb_orders");
  }

  @Test
  void aFilterOnAnotherTableUsesThatTablesIndex() {
    large.database.execute("CREATE INDEX customers_by_email ON tb_customers (email)");
    String query =
        "query($e: String!) { orderAggregates(where: {customer: {email: {eq: $e}}}) { id customer { name } } }";
    String folded =
        "query($e: String!) { orderAggregates(where: {customer: {email: {ieq: $e}}}) { id } }";

    Plan plan = plan(large, query, Map.of("e", "customer7@example.com"));
    Plan lower = plan(large, folded, Map.of("e", "Customer7@example.com"));

    assertThat(plan.indexes()).as(plan.text()).contains("customers_by_email");
    assertThat(lower.indexes()).as(lower.text()).contains("tb_customers_email_key");
    assertThat(plan.rows()).as(plan.text()).isLessThan(100);
  }

  /** Ten times the data, the same work. */
  private static void assertFlat(String query, Map<String, @Nullable Object> variables) {
    Plan few = plan(small, query, variables);
    Plan many = plan(large, query, variables);

    assertThat(many.rows())
        .as("%s%n%s%n%n%s", query, few.text(), many.text())
        .isLessThan(few.rows() + few.rows() / 2 + 50);
  }

  @Test
  void theNewestOrdersCostTheSameWhateverTheTable() {
    assertFlat(
        """
        { orderAggregates(orderBy: [{createdAt: DESC}], limit: 20) {
            orderNumber total customer { name email } shippingAddress { city }
            items { quantity price product { name category { name } } } } }\
        """,
        Map.of());
  }

  @Test
  void pagesCostTheSameWhateverTheTable() {
    String page =
        """
        query($after: String) {
          orderAggregatesConnection(orderBy: [{createdAt: DESC}], first: 20, after: $after) {
            nodes { orderNumber customer { name } items { quantity } }
            pageInfo { hasNextPage hasPreviousPage endCursor } } }\
        """;
    for (Engine engine : List.of(small, large)) {
      assertThat(cursors(engine, page)).hasSize(3);
    }
    Plan few = plan(small, page, Map.of("after", cursors(small, page).get(2)));
    Plan many = plan(large, page, Map.of("after", cursors(large, page).get(2)));

    assertThat(many.indexes()).as(many.text()).contains("tb_orders_created_at_id_idx");
    assertThat(many.rows()).as(many.text()).isLessThan(few.rows() + few.rows() / 2 + 50);
  }

  private static List<String> cursors(Engine engine, String page) {
    List<String> cursors = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JsonNode info =
          engine
              .data(page, cursors.isEmpty() ? Map.of() : Map.of("after", cursors.getLast()))
              .get("orderAggregatesConnection")
              .get("pageInfo");
      cursors.add(info.get("endCursor").asText());
    }
    return cursors;
  }

  @Test
  void backwardPagesCostTheSameToo() {
    assertFlat(
        """
        { orderAggregatesConnection(orderBy: [{createdAt: DESC}], last: 20) {
            nodes { orderNumber items { quantity } } pageInfo { hasNextPage hasPreviousPage } } }\
        """,
        Map.of());
  }

  @Test
  void aNestedListsFirstRowsAreCutBeforeTheyAreBuilt() {
    assertFlat(
        """
        { customerAggregates(limit: 5, orderBy: [{createdAt: DESC}]) {
            name addresses(limit: 1) { city } statistics { totalOrders } } }\
        """,
        Map.of());
  }

  @Test
  void thePublishedAggregateDoesNotTouchAllLines() {
    try (Engine few = Engine.on(reference(200));
        Engine many = Engine.on(reference(2_000))) {
      String query =
          """
          { orderAggregates(orderBy: [{createdAt: DESC}], limit: 20) {
              id orderNumber customer { name } items { quantity price } itemCount total } }\
          """;
      Plan plan = plan(few, query, Map.of());
      Plan larger = plan(many, query, Map.of());

      assertThat(larger.rows()).as(larger.text()).isLessThan(plan.rows() + plan.rows() / 2 + 50);
    }
  }

  private static TestDatabase reference(int orders) {
    return ReferenceDatabase.createOrders(orders)
        .execute("CREATE INDEX IF NOT EXISTS newest ON tb_orders (created_at DESC, id); ANALYZE");
  }
}
