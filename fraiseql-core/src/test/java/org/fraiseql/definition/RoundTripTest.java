package org.fraiseql.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.ShopDatabase;
import org.fraiseql.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What is written back means what was read, by PostgreSQL's own account. */
class RoundTripTest {

  /** Views with a column of a pseudo-type are left out: no person can create one. */
  private static final String VIEWS =
      """
      SELECT c.oid::bigint, n.nspname || '.' || c.relname AS name, pg_get_viewdef(c.oid) AS definition,
        (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0) AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('v', 'm') AND (n.nspname IN ('pg_catalog', 'information_schema')) = %s
        AND NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                        WHERE a.attrelid = c.oid AND t.typtype = 'p')
      ORDER BY 2\
      """;

  /** How many views were read, how many refused, and what came back different. */
  private record Result(List<String> same, List<String> refused, List<String> wrong) {}

  @Test
  void theShopIsUnderstoodWhole() throws SQLException {
    try (TestDatabase database = ShopDatabase.create()) {
      Result result = roundTrip(database, false);
      assertThat(result.wrong()).isEmpty();
      assertThat(result.refused()).isEmpty();
      assertThat(result.same()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void theReferenceDocumentIsUnderstoodWhole() throws SQLException {
    try (TestDatabase database = ReferenceDatabase.create()) {
      Result result = roundTrip(database, false);
      assertThat(result.wrong()).isEmpty();
      assertThat(result.refused()).isEmpty();
    }
  }

  @Test
  void nastyViewsAreUnderstoodOrRefused() throws SQLException {
    try (TestDatabase database = NastyDatabase.create()) {
      Result result = roundTrip(database, false);
      assertThat(result.wrong()).isEmpty();
      assertThat(result.refused())
          .containsExactly(
              "public.v_cte_shadow: a WITH query that reads another of the same name",
              "public.v_join_alias: a join with an alias of its own");
    }
  }

  @Test
  void postgresOwnViewsAreUnderstoodOrRefused() throws SQLException {
    try (TestDatabase database = NastyDatabase.create()) {
      Result result = roundTrip(database, true);
      assertThat(result.wrong()).isEmpty();
      assertThat(result.refused()).isEmpty();
      assertThat(result.same()).hasSizeGreaterThan(120);
    }
  }

  /** Without white space, which differs with the depth and around VALUES. */
  private static String bare(String sql) {
    return sql.replaceAll("\\s+", "");
  }

  private static Result roundTrip(TestDatabase database, boolean system) throws SQLException {
    Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA scratch");
      new JdbcSession(connection);
      ResultSet views = connection.createStatement().executeQuery(VIEWS.formatted(system));
      int count = 0;
      while (views.next()) {
        String name = views.getString("name");
        String definition = views.getString("definition");
        try {
          String again = PlainText.of(DefinitionParser.parse(definition, Set.of(), Set.of()));
          String view = "scratch.view" + ++count;
          statement.execute(
              "CREATE VIEW " + view + " (" + views.getString("columns") + ") AS " + again);
          ResultSet back =
              statement.executeQuery("SELECT pg_get_viewdef('" + view + "'::pg_catalog.regclass)");
          back.next();
          if (bare(back.getString(1)).equals(bare(definition))) {
            result.same().add(name);
          } else {
            result.wrong().add(name + "\n" + definition + "\n" + back.getString(1));
          }
        } catch (NotUnderstood e) {
          result.refused().add(name + ": " + e.reason());
        } catch (SQLException e) {
          result.wrong().add(name + "\n" + definition + "\n" + e.getMessage());
        }
      }
    }
    return result;
  }
}
