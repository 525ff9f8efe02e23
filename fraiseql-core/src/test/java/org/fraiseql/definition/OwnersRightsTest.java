package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fraiseql.catalog.Catalog;
import org.fraiseql.catalog.CatalogReader;
import org.fraiseql.catalog.RelationName;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A view that reads with its owner's rights is built from its definition only where that shows the
 * caller the same rows; and what is built shows a caller just what the view shows.
 */
class OwnersRightsTest {

  private static final String MODEL =
      """
      CREATE TABLE tb_open (id int PRIMARY KEY, name text);
      CREATE TABLE tb_secret (id int PRIMARY KEY, name text);
      CREATE TABLE tb_part (id int PRIMARY KEY, name text);
      CREATE TABLE tb_rows (id int PRIMARY KEY, name text, holder text);
      INSERT INTO tb_open SELECT i, 'open ' || i FROM generate_series(1, 3) i;
      INSERT INTO tb_secret SELECT i, 'secret ' || i FROM generate_series(1, 3) i;
      INSERT INTO tb_part SELECT i, 'part ' || i FROM generate_series(1, 3) i;
      INSERT INTO tb_rows SELECT i, 'row ' || i, CASE i WHEN 2 THEN 'caller' END FROM generate_series(1, 3) i;
      ALTER TABLE tb_rows ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON tb_rows USING (holder = CURRENT_USER);
      CREATE VIEW v_open AS SELECT t.id, jsonb_build_object('name', t.name) AS data FROM tb_open t;
      CREATE VIEW v_secret AS SELECT t.id, jsonb_build_object('name', t.name) AS data FROM tb_secret t;
      CREATE VIEW v_part AS SELECT t.id, jsonb_build_object('name', t.name) AS data FROM tb_part t;
      CREATE VIEW v_rows AS SELECT t.id, jsonb_build_object('name', t.name) AS data FROM tb_rows t;
      CREATE VIEW v_rows_invoker WITH (security_invoker = true) AS
        SELECT t.id, jsonb_build_object('name', t.name) AS data FROM tb_rows t;
      CREATE VIEW v_invoker_over_closed WITH (security_invoker = true) AS
        SELECT o.id, jsonb_build_object('open', o.data, 'secret', s.data) AS data
        FROM v_open o LEFT JOIN v_secret s ON s.id = o.id;
      CREATE VIEW v_owner_over_invoker AS SELECT r.id, r.data FROM v_rows_invoker r;
      CREATE VIEW v_owner_over_secret AS SELECT o.id, jsonb_build_object('s', s.data) AS data
        FROM tb_open o JOIN v_secret s ON s.id = o.id;
      CREATE VIEW v_in_sub_select AS SELECT o.id, jsonb_build_object('s',
        (SELECT s.name FROM tb_secret s WHERE s.id = o.id)) AS data FROM tb_open o;
      CREATE VIEW v_in_with AS WITH s AS (SELECT s.id, s.name FROM tb_secret s)
        SELECT s.id, jsonb_build_object('s', s.name) AS data FROM s;
      CREATE VIEW v_in_union AS SELECT o.id, jsonb_build_object('s', o.name) AS data FROM tb_open o
        UNION SELECT s.id, jsonb_build_object('s', s.name) FROM tb_secret s;
      CREATE VIEW v_in_inner_union AS SELECT u.id, jsonb_build_object('s', u.name) AS data
        FROM (SELECT o.id, o.name FROM tb_open o EXCEPT SELECT s.id, s.name FROM tb_secret s) u;
      CREATE VIEW v_in_condition AS SELECT o.id, jsonb_build_object('s', o.name) AS data FROM tb_open o
        WHERE EXISTS (SELECT FROM tb_secret s WHERE s.id = o.id);
      CREATE VIEW v_in_order AS SELECT o.id, jsonb_build_object('s', o.name) AS data FROM tb_open o
        ORDER BY (SELECT s.name FROM tb_secret s WHERE s.id = o.id);
      CREATE VIEW v_roles AS SELECT 1 AS id, jsonb_build_object('n', count(a.rolpassword)) AS data FROM pg_authid a;
      CREATE VIEW v_roles_union AS SELECT 1 AS id, jsonb_build_object('n', 1) AS data
        UNION SELECT 2, jsonb_build_object('n', count(pg_authid.rolpassword)) FROM pg_authid;
      GRANT USAGE ON SCHEMA public TO caller;
      GRANT SELECT ON tb_open, tb_rows, v_open, v_secret, v_part, v_rows, v_rows_invoker, v_invoker_over_closed,
        v_owner_over_invoker, v_owner_over_secret, v_in_sub_select, v_in_with, v_in_union, v_in_inner_union,
        v_in_condition, v_in_order, v_roles, v_roles_union TO caller;
      GRANT SELECT (id) ON tb_part TO caller;
      """;

  private TestDatabase database;
  private Connection connection;
  private Definitions definitions;

  @BeforeEach
  void read() throws SQLException {
    Assumptions.assumeTrue(TestPostgres.shared().majorVersion() >= 15, "security_invoker");
    database = TestPostgres.shared().createDatabase();
    database.execute("DO $$ BEGIN CREATE ROLE caller; EXCEPTION WHEN duplicate_object THEN END $$");
    database.execute(MODEL);
    connection = database.connection();
    JdbcSession session = new JdbcSession(connection);
    Catalog catalog = CatalogReader.read(session, List.of("caller"));
    definitions =
        Definitions.of(
            catalog,
            questions -> CatalogReader.typesOf(session, catalog, questions),
            name -> CatalogReader.typeNamed(session, catalog, name));
  }

  @AfterEach
  void close() throws SQLException {
    if (connection != null) {
      connection.close();
      database.close();
    }
  }

  @Test
  void whatTheCallerCouldReadHimselfIsOpen() {
    for (String view : List.of("v_open", "v_rows_invoker", "v_invoker_over_closed")) {
      assertThat(definitions.closed(name(view))).as(view).isNull();
    }
  }

  @Test
  void whatTheCallerCouldNotReadHimselfIsReadByName() {
    Stream.of(
            "v_secret",
            "v_part",
            "v_owner_over_secret",
            "v_in_sub_select",
            "v_in_with",
            "v_in_union",
            "v_in_inner_union",
            "v_in_condition",
            "v_in_order",
            "v_roles",
            "v_roles_union")
        .forEach(
            view -> assertThat(definitions.closed(name(view))).as(view).contains("owner's rights"));
  }

  @Test
  void aTableWithRowLevelSecurityIsNeverReadAsTheCallerWhereTheOwnerReadsIt() {
    for (String view : List.of("v_rows", "v_owner_over_invoker")) {
      assertThat(definitions.closed(name(view))).as(view).contains("row-level security");
    }
  }

  @Test
  void everyViewShowsTheCallerWhatItShowsByName() throws SQLException {
    for (ReadModel model : definitions.readModels(List.of())) {
      Demand whole = new Demand.Json(Projection.whole(model.document()));
      String pruned =
          new Pruner(definitions)
              .select(model.name(), List.of(new Pruner.Output("data", whole, "j")));
      assertThat(asCaller("SELECT q.j::jsonb::text FROM (" + pruned + ") q"))
          .as("%s", model.name())
          .isEqualTo(asCaller("SELECT data::text FROM " + PlainText.name(model.name())))
          .isNotEmpty();
    }
  }

  private List<String> asCaller(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE caller");
      ResultSet rows = statement.executeQuery(sql);
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      statement.execute("RESET ROLE");
    }
    found.sort(null);
    return found;
  }

  private static RelationName name(String view) {
    return new RelationName("public", view);
  }
}
