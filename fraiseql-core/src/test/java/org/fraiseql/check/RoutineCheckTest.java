package org.fraiseql.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.fraiseql.ReferenceDatabase;
import org.fraiseql.Settings;
import org.fraiseql.ShopDatabase;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.DefinitionProblem.Severity;
import org.fraiseql.problem.RoutineRisk;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;

class RoutineCheckTest {

  private static final String RESULT =
      """
      CREATE SCHEMA "Sales";
      CREATE SCHEMA stock;
      CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
      CREATE TYPE stock.mutation_result AS (success boolean, message text, data jsonb);
      DO $$ BEGIN CREATE ROLE checked_api; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      """;

  private static TestDatabase database(String sql) {
    return TestPostgres.shared().createDatabase().execute(RESULT + sql);
  }

  private static List<DefinitionProblem> risks(TestDatabase database) {
    return Checked.check(Settings.of(database.uri()).withRoles(List.of("checked_api"))).stream()
        .filter(problem -> !(problem instanceof RoutineRisk.BodyUnchecked))
        .toList();
  }

  /** Runs every fix and looks again. */
  private static List<DefinitionProblem> risksAfterFixes(TestDatabase database) {
    risks(database).stream()
        .map(DefinitionProblem::fix)
        .filter(Objects::nonNull)
        .forEach(database::execute);
    return risks(database);
  }

  private static List<String> lines(List<DefinitionProblem> problems) {
    return problems.stream().map(Checked::line).toList();
  }

  @Test
  void ownersRightsNeedAnOwnSearchPathAndAGrant() {
    String sql =
        """
        CREATE FUNCTION "Sales"."fn_Add"(a int[], b "char") RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
        CREATE FUNCTION fn_helper() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION other() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
        CREATE FUNCTION fn_careful() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
          AS 'SELECT 1';
        REVOKE EXECUTE ON FUNCTION fn_careful() FROM PUBLIC;
        """;
    try (TestDatabase database = database(sql)) {
      assertThat(risks(database))
          .containsExactlyInAnyOrder(
              new RoutineRisk.CallersSearchPath(
                  "\"Sales\".\"fn_Add\"(integer[], \"char\")",
                  "ALTER FUNCTION \"Sales\".\"fn_Add\"(integer[], \"char\")"
                      + " SET search_path = pg_catalog, \"Sales\", pg_temp;"),
              new RoutineRisk.PublicExecute(
                  "\"Sales\".\"fn_Add\"(integer[], \"char\")",
                  true,
                  """
                  REVOKE EXECUTE ON FUNCTION "Sales"."fn_Add"(integer[], "char") FROM PUBLIC;
                  GRANT EXECUTE ON FUNCTION "Sales"."fn_Add"(integer[], "char") TO checked_api;"""));
      assertThat(risksAfterFixes(database)).isEmpty();
    }
  }

  @Test
  void aCommandIsGrantedByName() {
    String sql =
        """
        CREATE FUNCTION fn_do_it(input jsonb) RETURNS mutation_result LANGUAGE sql
          AS 'SELECT true, NULL, NULL::jsonb';
        CREATE FUNCTION fn_answer(code text, message text) RETURNS mutation_result LANGUAGE sql
          AS 'SELECT false, $2, NULL::jsonb';
        """;
    try (TestDatabase database = database(sql)) {
      assertThat(lines(risks(database)))
          .containsExactly(
              "ERROR FQ-242 public.fn_do_it(jsonb): everybody may execute it, and it is a command");
      assertThat(risksAfterFixes(database)).isEmpty();
    }
  }

  @Test
  void aCommandHasTheResultTypeOfItsOwnContext() {
    String sql =
        """
        CREATE ROLE checked_owner;
        GRANT CREATE, USAGE ON SCHEMA "Sales" TO checked_owner;
        CREATE FUNCTION "Sales".fn_add_line(input jsonb) RETURNS stock.mutation_result LANGUAGE plpgsql
          SET search_path = stock, pg_temp AS $$ BEGIN RETURN ROW(true, 'Done', NULL)::mutation_result; END $$;
        CREATE FUNCTION "Sales".fn_move_line(input jsonb) RETURNS SETOF mutation_result LANGUAGE plpgsql
          AS $$ BEGIN RETURN QUERY SELECT true, 'Done', NULL::jsonb; END $$;
        COMMENT ON FUNCTION "Sales".fn_move_line IS 'Moves it''s line.';
        ALTER FUNCTION "Sales".fn_move_line OWNER TO checked_owner;
        REVOKE EXECUTE ON FUNCTION "Sales".fn_add_line, "Sales".fn_move_line FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION "Sales".fn_move_line TO checked_api;
        """;
    String state =
        """
        SELECT concat_ws(' | ', proacl, proowner::regrole, obj_description(oid, 'pg_proc'))
        FROM pg_proc WHERE proname = 'fn_move_line'
        """;
    try (TestDatabase database = database(sql)) {
      String before = Rows.first(database, state);
      assertThat(lines(risks(database)))
          .containsExactly(
              "ERROR FQ-244 \"Sales\".fn_add_line(jsonb): returns stock.mutation_result, which belongs"
                  + " to another schema",
              "NOTICE FQ-244 \"Sales\".fn_move_line(jsonb): returns public.mutation_result, which"
                  + " belongs to another schema");
      assertThat(risksAfterFixes(database)).isEmpty();
      assertThat(Rows.first(database, "SELECT \"Sales\".fn_add_line('{}')::text"))
          .isEqualTo("(t,Done,)");
      assertThat(Rows.first(database, "SELECT \"Sales\".fn_move_line('{}')::text"))
          .isEqualTo("(t,Done,)");
      assertThat(Rows.first(database, state)).isEqualTo(before);
    } finally {
      try (TestDatabase any = TestPostgres.shared().createDatabase()) {
        any.execute("DROP ROLE checked_owner");
      }
    }
  }

  @Test
  void handlersForAllErrorsAreShownWithTheirLine() {
    String sql =
        """
        CREATE FUNCTION "Sales".fn_try() RETURNS int LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM nowhere;
        EXCEPTION
          WHEN OTHERS THEN RETURN 0;
        END $$;
        """;
    try (TestDatabase database = database(sql)) {
      assertThat(lines(risks(database)))
          .containsExactly(
              "ERROR FQ-243 \"Sales\".fn_try(), line 5: its WHEN OTHERS keeps serialization failures and"
                  + " deadlocks from being tried again");
    }
  }

  @Test
  void onlyServedContextsAreLookedAt() {
    String sql =
        "CREATE FUNCTION stock.fn_a() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'";
    try (TestDatabase database = database(sql)) {
      Settings settings = Settings.of(database.uri());

      assertThat(Checked.check(settings.withContexts(List.of("public", "Sales")))).isEmpty();
      assertThat(Checked.check(settings.withContexts(List.of("stock")))).hasSize(2);
    }
  }

  @Test
  void thePublishedCommandIsFoundGuilty() {
    try (TestDatabase database = ReferenceDatabase.create()) {
      assertThat(lines(risks(database)))
          .containsExactlyInAnyOrder(
              "ERROR FQ-241 public.fn_create_order(jsonb): is SECURITY DEFINER and has no search_path of its"
                  + " own",
              "ERROR FQ-242 public.fn_create_order(jsonb): everybody may execute it, and it runs with its"
                  + " owner's rights",
              "ERROR FQ-243 public.fn_create_order(jsonb), line 96: its WHEN OTHERS keeps serialization"
                  + " failures and deadlocks from being tried again");
    }
  }

  @Test
  void theShopHasNoErrors() {
    try (TestDatabase shop = ShopDatabase.create()) {
      assertThat(Checked.check(shop)).noneMatch(problem -> problem.severity() == Severity.ERROR);
    }
  }
}
