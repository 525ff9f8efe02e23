package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** An id counts as unique only where that is proven, and what is proven is true of real rows. */
class UniquenessTest {

  private static final String TABLES =
      """
      CREATE TABLE tb_a (id int PRIMARY KEY, b_id int, code text UNIQUE, part int, later int UNIQUE DEFERRABLE);
      CREATE TABLE tb_b (id int PRIMARY KEY, name varchar(20) NOT NULL UNIQUE, code text UNIQUE, part int, once int);
      CREATE UNIQUE INDEX ON tb_b(part) WHERE part > 0;
      CREATE UNIQUE INDEX ON tb_b((once + 1));
      CREATE TABLE tb_pairs (x int, y int, PRIMARY KEY (x, y));
      CREATE TABLE tb_numbers (n numeric PRIMARY KEY, f double precision NOT NULL);
      CREATE TABLE tb_parent (id int PRIMARY KEY);
      CREATE TABLE tb_child () INHERITS (tb_parent);
      CREATE TABLE tb_lots (id int, kind int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
      CREATE TABLE tb_lots_1 PARTITION OF tb_lots FOR VALUES FROM (0) TO (10);
      INSERT INTO tb_a SELECT i, i % 3, CASE WHEN i > 2 THEN 'c' || i END, i, i FROM generate_series(1, 6) i;
      INSERT INTO tb_b SELECT i, 'n' || i, CASE WHEN i > 2 THEN 'c' || i END, CASE WHEN i > 3 THEN i ELSE -1 END, i
        FROM generate_series(1, 6) i;
      INSERT INTO tb_pairs SELECT i % 3, i FROM generate_series(1, 6) i;
      INSERT INTO tb_numbers VALUES (1, 1), (1.00000000000000001, 1);
      INSERT INTO tb_parent VALUES (1);
      INSERT INTO tb_child VALUES (1);
      INSERT INTO tb_lots VALUES (1, 1), (2, 1);
      """;

  /** FROM clauses and what stands before them, by whether their first column is proven unique. */
  private static Map<String, Boolean> cases() {
    Map<String, Boolean> cases = new LinkedHashMap<>();
    cases.put("SELECT a.id FROM tb_a a", true);
    cases.put("SELECT a.id FROM tb_a a WHERE a.part > 1 ORDER BY a.code LIMIT 3", true);
    cases.put("SELECT DISTINCT ON (a.b_id) a.id FROM tb_a a ORDER BY a.b_id, a.code", true);
    cases.put("SELECT b.name FROM tb_b b", true);
    cases.put("SELECT a.b_id FROM tb_a a", false);
    cases.put("SELECT a.id / 2 FROM tb_a a", false);
    cases.put("SELECT a.code FROM tb_a a", false);
    cases.put("SELECT p.x FROM tb_pairs p", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.id = a.b_id", true);
    cases.put("SELECT a.id FROM tb_a a JOIN tb_b b ON b.id = a.b_id AND b.name > 'a'", true);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.code = a.code", true);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.part = a.part", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.once = a.part", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.id = a.b_id OR b.id = 1", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.id <= a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON NOT b.id = a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_b b ON b.id = b.part", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_a c ON c.later = a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_pairs p ON p.x = a.id", false);
    cases.put("SELECT a.id FROM tb_a a LEFT JOIN tb_pairs p ON p.x = a.id AND p.y = a.part", false);
    cases.put("SELECT a.id FROM tb_a a RIGHT JOIN tb_b b ON b.id = a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a FULL JOIN tb_b b ON b.id = a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a CROSS JOIN tb_b b", false);
    cases.put("SELECT a.id FROM tb_a a, tb_b b WHERE b.id = a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a JOIN tb_b b USING (id)", true);
    cases.put("SELECT x.f::int FROM tb_numbers x LEFT JOIN tb_numbers y ON y.n = x.f", false);
    cases.put("SELECT a.id FROM tb_a a CROSS JOIN LATERAL (SELECT count(*) FROM tb_b b) n", true);
    cases.put("SELECT a.id FROM tb_a a CROSS JOIN LATERAL (SELECT b.id FROM tb_b b) n", false);
    cases.put("SELECT a.id FROM tb_a a, generate_series(1, 2)", false);
    cases.put("SELECT a.id FROM tb_a a CROSS JOIN LATERAL (SELECT generate_series(1, 2)) s", false);
    cases.put(
        "SELECT a.id FROM tb_a a, (SELECT max(b.id), generate_series(1, 2) FROM tb_b b) s", false);
    cases.put("SELECT a.b_id FROM tb_a a GROUP BY a.b_id", false);
    cases.put("SELECT p.x FROM tb_pairs p GROUP BY p.x", true);
    cases.put("SELECT p.x FROM tb_pairs p GROUP BY p.x, p.y", false);
    cases.put("SELECT p.x FROM tb_pairs p GROUP BY GROUPING SETS ((p.x), (p.x))", false);
    cases.put("SELECT p.x FROM tb_pairs p GROUP BY ROLLUP (p.x)", false);
    cases.put("SELECT 1 FROM tb_a a", false);
    cases.put("SELECT 1", true);
    cases.put("SELECT count(*)::int FROM tb_a a", true);
    cases.put("SELECT count(*)::int FROM tb_a a GROUP BY a.b_id", false);
    cases.put("SELECT a.id FROM tb_a a UNION ALL SELECT b.id FROM tb_b b", false);
    cases.put("SELECT a.id FROM tb_a a UNION SELECT b.id FROM tb_b b", false);
    cases.put("WITH c AS (SELECT a.id FROM tb_a a) SELECT c.id FROM c", true);
    cases.put("WITH c AS (SELECT a.b_id AS id FROM tb_a a) SELECT c.id FROM c", false);
    cases.put("WITH c(id) AS (SELECT p.x FROM tb_pairs p GROUP BY p.x) SELECT c.id FROM c", true);
    cases.put(
        "SELECT a.id FROM tb_a a LEFT JOIN (SELECT p.x FROM tb_pairs p GROUP BY p.x) g ON g.x = a.id",
        true);
    cases.put(
        "SELECT a.id FROM tb_a a LEFT JOIN (SELECT p.x FROM tb_pairs p) g ON g.x = a.id", false);
    cases.put(
        "SELECT a.id FROM tb_a a LEFT JOIN (tb_b b JOIN tb_pairs p ON p.x = b.id) ON b.id = a.id",
        false);
    cases.put("SELECT p.id FROM tb_parent p", false);
    cases.put("SELECT p.id FROM tb_lots p", true);
    return cases;
  }

  @Test
  void onlyWhatIsProvenCountsAsUnique() throws SQLException {
    try (TestDatabase database = TestPostgres.shared().createDatabase();
        Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
      Map<String, String> views = new LinkedHashMap<>();
      for (String query : cases().keySet()) {
        String view = "v_" + views.size();
        views.put(view, query);
        statement.execute("CREATE VIEW " + view + "_rows(id) AS " + query);
        statement.execute(
            "CREATE VIEW "
                + view
                + " AS SELECT r.id, jsonb_build_object('id', r.id) AS data FROM "
                + view
                + "_rows r");
      }
      Reading reading = Reading.of(database);
      Map<String, Boolean> proven = new LinkedHashMap<>();
      for (Map.Entry<String, String> view : views.entrySet()) {
        boolean unique = reading.model("public", view.getKey()).uniqueId();
        proven.put(view.getValue(), unique);
        ResultSet repeated =
            statement.executeQuery("SELECT count(*) - count(DISTINCT id) FROM " + view.getKey());
        repeated.next();
        assertThat(unique && repeated.getInt(1) > 0).as(view.getValue()).isFalse();
      }
      assertThat(proven).isEqualTo(cases());
    }
  }
}
