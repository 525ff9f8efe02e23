package org.fraiseql.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.fraiseql.Settings;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.RoutineRisk;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The extension is not in the embedded PostgreSQL: a function of its name answers in its place. */
class BodyCheckTest {

  private static final String ROUTINES =
      """
      CREATE FUNCTION fn_wrong(a int) RETURNS int LANGUAGE plpgsql AS $$
      DECLARE unused int;
      BEGIN
        RETURN fn_missing(a);
      END $$;
      CREATE FUNCTION fn_right() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
      CREATE FUNCTION fn_sql() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE TABLE tb_a (id int, x int);
      CREATE TABLE tb_b (id int);
      CREATE FUNCTION fn_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM x FROM changed;
        PERFORM y FROM changed;
        RETURN NULL;
      END $$;
      CREATE TRIGGER changed AFTER INSERT ON tb_a REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION fn_changed();
      CREATE TRIGGER changed AFTER DELETE ON tb_b REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION fn_changed();
      CREATE FUNCTION fn_of_no_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN nothing; END';
      """;

  private static final String STAND_IN =
      """
      CREATE SCHEMA tools;
      CREATE TABLE tools.answers (routine text, relid regclass, before name, after name, lineno int, statement text,
        sqlstate text, message text, detail text, hint text, level text);
      CREATE FUNCTION tools.plpgsql_check_function_tb(funcoid regprocedure, relid regclass DEFAULT 0,
        fatal_errors boolean DEFAULT true, other_warnings boolean DEFAULT true,
        oldtable name DEFAULT NULL, newtable name DEFAULT NULL)
      RETURNS TABLE (functionid regproc, lineno int, statement text, sqlstate text, message text, detail text,
        hint text, level text, "position" int, query text, context text) LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      BEGIN
        IF fatal_errors THEN RAISE 'only the first error would be told'; END IF;
        IF EXISTS (SELECT FROM tools.answers a WHERE a.routine = funcoid::text AND a.level = 'fails') THEN
          RAISE 'the checker fails';
        END IF;
        RETURN QUERY SELECT funcoid::oid::regproc, a.lineno, a.statement, a.sqlstate, a.message, a.detail, a.hint,
          a.level, NULL::int, NULL::text, NULL::text
        FROM tools.answers a WHERE a.routine = funcoid::text AND a.relid = plpgsql_check_function_tb.relid
          AND (a.before, a.after) IS NOT DISTINCT FROM (oldtable, newtable);
      END $$;
      """;

  private static TestDatabase database(String sql) {
    return TestPostgres.shared().createDatabase().execute(ROUTINES + sql);
  }

  private static TestDatabase answering(String rows) {
    return database(STAND_IN + "INSERT INTO tools.answers VALUES " + rows);
  }

  private static List<String> lines(TestDatabase database) {
    return Checked.check(database).stream().map(Checked::line).toList();
  }

  @Test
  void withoutTheExtensionOneNoticeSaysHowToGetIt() {
    try (TestDatabase database = database("")) {
      assertThat(Checked.check(database))
          .containsExactly(
              new RoutineRisk.BodyUnchecked(
                  null,
                  "the extension plpgsql_check is not in this database",
                  "Install plpgsql_check on the database's server first, which on Debian is the package"
                      + " postgresql-%d-plpgsql-check."
                          .formatted(TestPostgres.shared().majorVersion()),
                  "CREATE EXTENSION plpgsql_check;"));
    }
  }

  @Test
  void withoutRoutinesThereIsNothingToSay() {
    try (TestDatabase database = TestPostgres.shared().createDatabase()) {
      assertThat(Checked.check(database)).isEmpty();
    }
  }

  @Test
  void errorsAreErrorsAndWarningsAreNotices() {
    String rows =
        """
        ('fn_wrong(integer)', 0, NULL, NULL, 4, 'RETURN', '42883', 'function fn_missing(integer) does not exist',
          NULL, 'No function matches.', 'error'),
        ('fn_wrong(integer)', 0, NULL, NULL, 2, 'DECLARE', '00000', 'unused variable "unused"',
          'It is declared.', '', 'warning extra'),
        ('fn_wrong(integer)', 0, NULL, NULL, NULL, NULL, '00000', 'routine is marked as VOLATILE', '',
          NULL, 'performance')
        """;
    try (TestDatabase database = answering(rows)) {
      assertThat(Checked.check(database))
          .containsExactlyInAnyOrder(
              new RoutineRisk.Body(
                  "public.fn_wrong(integer), line 4",
                  DefinitionProblem.Severity.ERROR,
                  "function fn_missing(integer) does not exist",
                  "No function matches."),
              new RoutineRisk.Body(
                  "public.fn_wrong(integer), line 2",
                  DefinitionProblem.Severity.NOTICE,
                  "unused variable \"unused\" (It is declared.)",
                  null),
              new RoutineRisk.Body(
                  "public.fn_wrong(integer)",
                  DefinitionProblem.Severity.NOTICE,
                  "routine is marked as VOLATILE",
                  null));
    }
  }

  @Test
  void aTriggerFunctionIsCheckedForEachOfItsTriggers() {
    String rows =
        """
        ('fn_changed()', 'tb_b'::regclass, 'changed', NULL, 3, '', '42703', 'column "x" does not exist',
          NULL, NULL, 'error'),
        ('fn_changed()', 'tb_b'::regclass, 'changed', NULL, 4, '', '42703', 'column "y" does not exist',
          NULL, NULL, 'error'),
        ('fn_changed()', 'tb_a'::regclass, NULL, 'changed', 4, '', '42703', 'column "y" does not exist',
          NULL, NULL, 'error')
        """;
    try (TestDatabase database = answering(rows)) {
      assertThat(Checked.check(database))
          .containsExactly(
              new RoutineRisk.Body(
                  "public.fn_changed(), line 3",
                  DefinitionProblem.Severity.NOTICE,
                  "column \"x\" does not exist",
                  "So for its triggers on public.tb_b, not for others: no fault if it does not get there"
                      + " for them."),
              new RoutineRisk.Body(
                  "public.fn_changed(), line 4",
                  DefinitionProblem.Severity.ERROR,
                  "column \"y\" does not exist",
                  null));
    }
  }

  @Test
  void whatTheCheckingRoleMayNotLookAtIsNoError() {
    String rows =
        """
        ('fn_wrong(integer)', 0, NULL, NULL, 4, '', '42501', 'permission denied for schema x', NULL, NULL, 'error'),
        ('fn_wrong(integer)', 0, NULL, NULL, 5, '', '55000', 'record "r" is not assigned yet', NULL, NULL, 'error')
        """;
    try (TestDatabase database = answering(rows)) {
      assertThat(lines(database))
          .containsExactly(
              "NOTICE FQ-246 public.fn_wrong(integer): whether routine bodies can run was not checked: the role that"
                  + " checks lacks a right that the body needs");
    }
  }

  @Test
  void aRoutineOnWhichTheCheckerFailsDoesNotHideTheOthers() {
    String rows =
        """
        ('fn_right()', 0, NULL, NULL, 1, '', '', '', NULL, NULL, 'fails'),
        ('fn_wrong(integer)', 0, NULL, NULL, 4, '', '42883', 'function does not exist', NULL, NULL, 'error')
        """;
    try (TestDatabase database = answering(rows)) {
      assertThat(lines(database))
          .containsExactly(
              "NOTICE FQ-246 public.fn_right(): whether routine bodies can run was not checked: PostgreSQL refused, and"
                  + " the log has the cause",
              "ERROR FQ-245 public.fn_wrong(integer), line 4: function does not exist");
    }
  }

  @Test
  void aRoleThatMayNotCheckIsToldWhatToGrant() {
    String roles =
        """
        DO $$ BEGIN CREATE ROLE checked_login LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        REVOKE EXECUTE ON FUNCTION tools.plpgsql_check_function_tb FROM PUBLIC;
        GRANT USAGE ON SCHEMA tools TO checked_login;
        GRANT SELECT ON tools.answers TO checked_login;
        """;
    try (TestDatabase database = database(STAND_IN + roles)) {
      Settings settings =
          Settings.of(database.uri().replace("postgres:postgres@", "checked_login:x@"));
      List<DefinitionProblem> found = Checked.check(settings);

      assertThat(found.stream().map(Checked::line))
          .containsExactly(
              "NOTICE FQ-246 null: whether routine bodies can run was not checked: the role checked_login may not"
                  + " execute plpgsql_check_function_tb");
      database.execute(Objects.requireNonNull(found.getFirst().fix()));
      assertThat(Checked.check(settings)).isEmpty();
    }
  }

  /**
   * Run it with {@code -Dplpgsql-check.database=postgresql://…}: an empty database, as a superuser.
   */
  @Test
  @EnabledIfSystemProperty(named = "plpgsql-check.database", matches = ".+")
  void theExtensionItselfAnswersSo() throws Exception {
    String uri = System.getProperty("plpgsql-check.database");
    try (Connection connection = DriverManager.getConnection(Rows.jdbc(uri));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS plpgsql_check");
      statement.execute(ROUTINES);

      assertThat(Checked.check(Settings.of(uri)).stream().map(Checked::line))
          .containsExactly(
              "NOTICE FQ-245 public.fn_changed(), line 3: column \"x\" does not exist",
              "ERROR FQ-245 public.fn_changed(), line 4: column \"y\" does not exist",
              "NOTICE FQ-245 public.fn_wrong(integer): unused parameter \"a\"",
              "NOTICE FQ-245 public.fn_wrong(integer), line 2: unused variable \"unused\"",
              "ERROR FQ-245 public.fn_wrong(integer), line 4: function fn_missing(integer) does not exist");
    }
  }
}
