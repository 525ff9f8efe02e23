package org.fraiseql.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;

class ShopTest {

  private static final Seed SEED = Seed.of(100).withBase(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void loadsEveryFileOfTheFolder() throws IOException {
    assertThat(sqlFilesOf(Path.of("sql"))).containsExactlyElementsOf(ShopModel.FILES);
    assertThat(sqlFilesOf(Path.of("sql", "data"))).containsExactlyElementsOf(ShopData.FILES);
  }

  @Test
  void passesAllItsChecks() throws SQLException {
    List<String> notices = new ArrayList<>();
    SqlScript checks = SqlScript.resource("/shop/checks.sql");
    try (TestDatabase database = loaded();
        Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try (Statement listening = connection.createStatement()) {
        listening.execute("SET LOCAL client_min_messages = notice");
      }
      for (SqlPiece check : checks.pieces()) {
        notices.addAll(run(connection, check));
      }
      connection.rollback();
    }
    assertThat(notices).hasSize(98).allSatisfy(n -> assertThat(n).startsWith("ok: "));
  }

  @Test
  void tellsHowFarItHasCome() throws SQLException {
    List<String> told = new ArrayList<>();
    try (TestDatabase database = model();
        Connection connection = database.connection()) {
      ShopData.load(connection, 1_000, progress -> told.add(progress.toString()));
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(told)
        .startsWith("categories 20", "manufacturers 25", "products 500")
        .contains("customers 1,000", "addresses 2,000", "orders 5,000", "order lines 15,000")
        .contains("tenants 10", "projects 100", "domain events 0")
        .endsWith(
            "orders for search 5,000", "product analytics 500", "customers, 360 degrees 1,000");
  }

  @Test
  void givesTheSameRowsForTheSameSeed() throws SQLException {
    try (TestDatabase one = model();
        TestDatabase other = model();
        Connection first = one.connection();
        Connection second = other.connection()) {
      Seed small = SEED.withEvents(true);
      ShopData.load(first, small, _ -> {});
      ShopData.load(second, small, _ -> {});
      List<String> tables = tables(first);
      assertThat(tables).hasSizeGreaterThan(30).contains("public.tb_orders", "sales.tb_orders");
      for (String table : tables) {
        assertThat(digest(second, table)).as(table).isEqualTo(digest(first, table));
      }
    }
  }

  @Test
  void publishesOneSequencedEventPerOrderIfAsked() throws SQLException {
    try (TestDatabase database = model();
        Connection connection = database.connection()) {
      ShopData.load(connection, SEED.withEvents(true), _ -> {});
      assertThat(strings(connection, "SELECT count(position) FROM tb_domain_events"))
          .containsExactly("500");
      assertThat(strings(connection, "SELECT count(*) FROM tv_order_timeline"))
          .containsExactly("500");
    }
  }

  @Test
  void leavesNothingBehindWhenItFails() throws SQLException {
    try (TestDatabase database = loaded();
        Connection connection = database.connection()) {
      assertThatThrownBy(() -> ShopData.load(connection, SEED, _ -> {}))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("/shop/data/020_catalogue.sql:3: ");
      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(strings(connection, "SELECT count(*) FROM tb_orders")).containsExactly("500");
    }
  }

  @Test
  void describesEveryReadModel() throws SQLException {
    try (TestDatabase database = model();
        Connection connection = database.connection()) {
      assertThat(
              strings(
                  connection,
                  """
                  SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                  WHERE a.attname = 'data' AND c.relowner = 'shop_owner'::regrole
                    AND c.relname ~ '^(v|tv|mv)_' AND c.relkind IN ('v', 'm', 'r')
                    AND obj_description(c.oid, 'pg_class') IS NULL\
                  """))
          .isEmpty();
    }
  }

  /** Each document's keys are those that the comment on the stored document declares. */
  @Test
  void declaresTheShapesOfItsStoredDocuments() throws SQLException {
    try (TestDatabase database = model();
        Connection connection = database.connection()) {
      ShopData.load(connection, SEED.withEvents(true).withBase(Instant.now()), _ -> {});
      for (String table :
          List.of("tv_product_analytics", "tv_order_search_projection", "tv_order_timeline")) {
        List<String> keys =
            strings(
                connection,
                """
                WITH RECURSIVE part(key, value) AS (
                  SELECT NULL, data FROM %s
                  UNION ALL
                  SELECT e.key, e.value FROM part CROSS JOIN LATERAL (
                    SELECT o.key, o.value FROM jsonb_each(
                      CASE jsonb_typeof(part.value) WHEN 'object' THEN part.value ELSE '{}' END) o
                    UNION ALL
                    SELECT NULL, a.value FROM jsonb_array_elements(
                      CASE jsonb_typeof(part.value) WHEN 'array' THEN part.value ELSE '[]' END) a) e
                )
                SELECT DISTINCT key FROM part WHERE key IS NOT NULL ORDER BY key
                """
                    .formatted(table));
        String shape =
            strings(
                    connection,
                    "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = '"
                        + table
                        + "'::regclass AND attname = 'data'")
                .getFirst();
        assertThat(shape).startsWith("@shape {");
        assertThat(Stream.of(shape.split("[^a-z_0-9:]+")).filter(w -> w.endsWith(":")))
            .as(table)
            .map(w -> w.substring(0, w.length() - 1))
            .containsExactlyInAnyOrderElementsOf(keys);
      }
    }
  }

  @Test
  void saysThatPostgresIsTooOld() throws SQLException {
    assumeTrue(TestPostgres.shared().majorVersion() < 15, "an old PostgreSQL");
    try (TestDatabase database = TestPostgres.shared().createDatabase();
        Connection connection = database.connection()) {
      assertThatThrownBy(() -> ShopModel.install(connection))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("The shop needs PostgreSQL 15 or newer; this is 14\\.\\d+.*");
    }
  }

  private static TestDatabase model() {
    assumeTrue(TestPostgres.shared().majorVersion() >= 15, "PostgreSQL 15");
    return TestPostgres.shared().fromTemplate("shop-model", ShopModel::install);
  }

  private static TestDatabase loaded() {
    assumeTrue(TestPostgres.shared().majorVersion() >= 15, "PostgreSQL 15");
    return TestPostgres.shared()
        .fromTemplate(
            "shop-loaded",
            connection -> {
              ShopModel.install(connection);
              ShopData.load(connection, SEED, _ -> {});
            });
  }

  private static List<String> run(Connection connection, SqlPiece check) throws SQLException {
    List<String> notices = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(check.sql());
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        notices.add(w.getMessage());
      }
    }
    return notices;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return strings(
        connection,
        """
        SELECT relnamespace::regnamespace || '.' || relname FROM pg_class
        WHERE relkind IN ('r', 'm') AND relowner = 'shop_owner'::regrole ORDER BY 1\
        """);
  }

  private static List<String> digest(Connection connection, String table) throws SQLException {
    return strings(
        connection,
        "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') FROM "
            + table
            + " t");
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static List<String> sqlFilesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .sorted()
          .toList();
    }
  }
}
