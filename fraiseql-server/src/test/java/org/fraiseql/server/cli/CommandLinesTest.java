package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.fraiseql.Settings;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLinesTest {

  private record Ran(int exitCode, String out, String err) {}

  private static Ran run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandLines.create(environment, () -> new String[] {"fraiseql 1"});
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = line.execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  private static TestDatabase library() {
    return TestPostgres.shared()
        .fromTemplate(
            "library",
            connection ->
                connection
                    .createStatement()
                    .execute(
                        """
                        CREATE TABLE tb_books (id int PRIMARY KEY, title text NOT NULL, price numeric);
                        INSERT INTO tb_books VALUES (1, 'Emma', 9.90), (2, 'Middlemarch', 12.00);
                        CREATE VIEW v_books AS SELECT id, jsonb_build_object(
                          '__typename', 'Book', 'id', id, 'title', title, 'price', price) AS data
                        FROM tb_books;
                        CREATE FUNCTION anything() RETURNS jsonb LANGUAGE sql AS $$ SELECT '{}'::jsonb $$;
                        CREATE VIEW v_things AS SELECT 1 AS id, anything() AS data;
                        """));
  }

  @Test
  void a_wrong_call_is_one_sentence_a_suggestion_and_2() {
    assertThat(run(Map.of(), "serv"))
        .isEqualTo(
            new Ran(
                2,
                "",
                """
                fraiseql: Unmatched argument at index 0: 'serv'
                  did you mean serve?
                  help: fraiseql --help
                """));
    assertThat(run(Map.of(), "serve", "--statment-timeout", "5s", "--database", "x").err())
        .contains("did you mean --statement-timeout");
    assertThat(run(Map.of(), "sdl"))
        .isEqualTo(
            new Ran(
                2,
                "",
                """
                fraiseql: --database is missing: postgresql://user:password@host:port/database
                  help: fraiseql sdl --help
                """));
    assertThat(run(Map.of(), "check").exitCode()).isEqualTo(2);
    assertThat(run(Map.of(), "sdl", "--max-rows", "0").err())
        .startsWith(
            "fraiseql: Invalid value for option '--max-rows': '0' is not a whole number from 1\n");
    assertThat(run(Map.of(), "sdl", "--rule-class", "DR001").err())
        .startsWith(
            "fraiseql: Invalid value for option '--rule-class': 'DR001' is not two capital letters"
                + " or digits such as DR\n");
    assertThat(run(Map.of("FRAISEQL_RULE_CLASS", "23"), "sdl").err())
        .startsWith(
            "fraiseql: Invalid value for option '--rule-class': '23' is a class of PostgreSQL's own"
                + " errors; take one such as DR\n");
    assertThat(run(Map.of(), "serve", "--database", "x", "--port", "70000").exitCode())
        .isEqualTo(2);
    assertThat(
            run(
                    Map.of(),
                    "serve",
                    "--database",
                    "x",
                    "--trust-headers",
                    "--header-setting",
                    "X-R=role")
                .err())
        .startsWith("fraiseql: --header-setting: 'role' is no setting such as app.tenant_id\n");
  }

  @Test
  void no_command_shows_what_there_is() {
    Ran ran = run(Map.of());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("demo", "serve", "check", "sdl", "explain", "migrate");
    assertThat(run(Map.of(), "--version")).isEqualTo(new Ran(0, "fraiseql 1\n", ""));
  }

  @Test
  void sdl_prints_the_schema_alone_and_problems_beside_it() {
    try (TestDatabase library = library()) {
      Ran ran = run(Map.of(), "sdl", "--database", library.uri());
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out())
          .contains("type Book {\n  id: Int!\n  title: String!\n  price: Decimal\n}")
          .doesNotContain("FQ-");
      assertThat(ran.err()).startsWith("notice[FQ-201]: ").contains("  --> public.v_things");
    }
  }

  @Test
  void check_reports_on_standard_output_and_ends_with_1_for_errors() {
    try (TestDatabase library = library()) {
      library.execute(
          "CREATE FUNCTION fn_lend(jsonb) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
              + " REVOKE EXECUTE ON FUNCTION fn_lend FROM PUBLIC");
      Ran errors = run(Map.of(), "check", "--database", library.uri());
      assertThat(errors.err()).isEmpty();
      assertThat(errors.exitCode()).isEqualTo(1);
      assertThat(errors.out())
          .startsWith("  context  read models")
          .contains(
              """
              error[FQ-241]: is SECURITY DEFINER and has no search_path of its own
                --> public.fn_lend(jsonb)
                help: Whoever calls it chooses which tables and functions its names mean, with its owner's rights.
                fix:
                  ALTER FUNCTION public.fn_lend(jsonb) SET search_path = pg_catalog, public, pg_temp;

              """)
          .contains("notice[FQ-201]: ")
          .endsWith("\n1 error, 1 notice\n");

      library.execute("ALTER FUNCTION fn_lend SET search_path = pg_catalog, public, pg_temp");
      Ran notices = run(Map.of(), "check", "--database", library.uri());
      assertThat(notices.exitCode()).isZero();
      assertThat(notices.out()).endsWith("\n0 errors, 1 notice\n");

      Ran missing = run(Map.of(), "check", "--database", library.uri(), "--schemas", "pubic");
      assertThat(missing.exitCode()).isEqualTo(1);
      assertThat(missing.out()).contains("error[FQ-203]").endsWith("\n1 error, 0 notices\n");
    }
  }

  @Test
  void check_runs_what_only_it_runs() {
    try (TestDatabase library = library()) {
      library.execute(
          "CREATE FUNCTION fn_a() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN x; END'");
      Ran ran = run(Map.of(), "check", "--database", library.uri());
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out())
          .contains(
              "notice[FQ-246]: whether routine bodies can run was not checked: the extension"
                  + " plpgsql_check is not in this database\n  help: Install",
              "  fix:\n    CREATE EXTENSION plpgsql_check;\n");
      assertThat(run(Map.of(), "sdl", "--database", library.uri()).err()).doesNotContain("FQ-246");
    }
  }

  @Test
  void options_can_come_from_the_environment_and_flags_go_before() {
    try (TestDatabase library = library()) {
      Map<String, String> environment =
          Map.of(
              "FRAISEQL_DATABASE",
              library.uri(),
              "FRAISEQL_SCHEMAS",
              "public,other",
              "FRAISEQL_MAX_ROWS",
              "7");
      assertThat(run(environment, "sdl").out()).contains("type Book {", "The largest value is 7.");
      assertThat(run(environment, "sdl", "--max-rows", "9").out())
          .contains("The largest value is 9.");
    }
  }

  @Test
  void explain_prints_the_statement_its_parameters_and_the_plan() {
    try (TestDatabase library = library()) {
      String query = "query($t: String!) { books(where: {title: {eq: $t}}) { price } }";
      Ran ran =
          run(
              Map.of(),
              "explain",
              "--database",
              library.uri(),
              "--variables",
              "{\"t\": \"Emma\"}",
              query);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out()).containsIgnoringCase("select").contains("tb_books", "-- $1 = \"Emma\"");
      Ran analyzed =
          run(Map.of(), "explain", "--analyze", "--database", library.uri(), "{ books { price } }");
      assertThat(analyzed.err()).isEmpty();
      assertThat(analyzed.out()).contains("tb_books", "Execution Time:");
    }
  }

  @Test
  void explain_shows_what_is_wrong_with_a_query() {
    try (TestDatabase library = library()) {
      assertThat(run(Map.of(), "explain", "--database", library.uri(), "{ books { titel } }"))
          .isEqualTo(
              new Ran(
                  1,
                  "",
                  """
                  error[FQ-110]: The type Book has no field 'titel'.
                    --> line 1, column 11
                    help: Did you mean 'title'?
                  """));
      assertThat(
              run(Map.of(), "explain", "--database", library.uri(), "--variables", "{", "{ books }")
                  .err())
          .startsWith("error[FQ-101]: The text of the variables is not JSON: it ends too early.");
    }
  }

  @Test
  void a_database_that_is_not_there_is_told_with_place_and_reason() {
    String uri = "postgresql://me:secret@localhost:1/none";
    assertThat(run(Map.of(), "check", "--database", uri).exitCode()).isEqualTo(1);
    assertThat(run(Map.of(), "sdl", "--database", uri))
        .isEqualTo(run(Map.of(), "check", "--database", uri))
        .isEqualTo(
            new Ran(
                1,
                "",
                """
                error[FQ-501]: PostgreSQL cannot be reached: the connection was refused.
                  --> localhost:1/none
                  help: The server keeps trying; ask again in a moment.
                """));
  }

  @Test
  void an_address_that_is_none_is_told() {
    Ran ran = run(Map.of(), "sdl", "--database", "mysql://localhost/x");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error[FQ-500]: ");
  }

  @Test
  void settings_of_commands_come_from_their_options() {
    DatabaseArguments arguments = new DatabaseArguments();
    assertThat(arguments.settings("x"))
        .returns(Duration.ofHours(24), Settings::idempotencyLifetime)
        .returns("DR", Settings::ruleClass);
    CommandLine.populateCommand(
        arguments,
        "--idempotency-lifetime",
        "7d",
        "--rule-class",
        "ZR",
        "--statement-timeout",
        "2h",
        "--resolver-timeout",
        "3s");
    assertThat(arguments.settings("x"))
        .returns(Duration.ofDays(7), Settings::idempotencyLifetime)
        .returns("ZR", Settings::ruleClass)
        .returns(Duration.ofHours(2), settings -> settings.limits().statement())
        .returns(Duration.ofSeconds(3), settings -> settings.limits().resolver());
  }

  @Test
  void a_value_may_have_commas() {
    DatabaseArguments arguments = new DatabaseArguments();
    CommandLine.populateCommand(
        arguments, "--set", "app.ids=1,2,app.tenant_id=7", "--set", "app.name=a=b, c");
    assertThat(arguments.set)
        .containsOnly(
            Map.entry("app.ids", "1,2"),
            Map.entry("app.tenant_id", "7"),
            Map.entry("app.name", "a=b, c"));
  }
}
