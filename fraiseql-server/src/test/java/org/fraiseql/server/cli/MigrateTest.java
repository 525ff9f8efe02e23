package org.fraiseql.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.fraiseql.server.Program;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MigrateTest {

  private record Ran(int exitCode, String out, String err) {}

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = TestPostgres.shared().createDatabase();
    for (String role : new String[] {"migrate_owner", "migrate_api", "migrate_Other"}) {
      database.execute(
          "DO $$ BEGIN CREATE ROLE \"%s\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
              .formatted(role));
    }
    database.execute("ALTER DATABASE %s OWNER TO migrate_owner".formatted(database.name()));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private String uri(String role) {
    return database.uri().replaceFirst("//[^@]*@", "//" + role + "@");
  }

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = CommandLines.create(Map.of(), () -> new String[] {"fraiseql 1"});
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = line.execute(arguments);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  @Test
  void installs_the_schema_once_and_grants_what_requests_need() throws Exception {
    String[] call = {
      "migrate", "--database", uri("migrate_owner"), "--grant", "migrate_api,migrate_Other"
    };
    String granted =
        """
        schema fraiseql: may be used by migrate_api
        schema fraiseql: may be used by migrate_Other
        """;
    assertThat(run(call))
        .isEqualTo(
            new Ran(0, "schema fraiseql: version 1 installed (idempotency keys)\n" + granted, ""));
    assertThat(run(call))
        .isEqualTo(new Ran(0, "schema fraiseql: up to date, version 1\n" + granted, ""));
    for (String role : new String[] {"migrate_api", "migrate_Other"}) {
      assertThat(claim(role)).as(role).isEqualTo("t");
    }
    assertThat(text("SELECT string_agg(version, ',') FROM fraiseql.schema_history")).isEqualTo("1");
    assertThat(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).isEqualTo("0");
  }

  @Test
  void a_schema_that_is_there_already_keeps_what_is_in_it() throws Exception {
    database.execute(
        """
        SET ROLE migrate_owner;
        CREATE SCHEMA fraiseql;
        CREATE FUNCTION fraiseql.fn_lock_aggregate(text, uuid) RETURNS bigint
          LANGUAGE sql AS 'SELECT 7::bigint';
        """);
    assertThat(run("migrate", "--database", uri("migrate_owner")).out())
        .isEqualTo("schema fraiseql: version 1 installed (idempotency keys)\n");
    assertThat(text("SELECT fraiseql.fn_lock_aggregate('', gen_random_uuid())")).isEqualTo("7");
    assertThat(run("migrate", "--database", uri("migrate_owner")).out())
        .isEqualTo("schema fraiseql: up to date, version 1\n");
  }

  @Test
  void a_role_that_does_not_exist_is_told_before_anything_is_changed() throws Exception {
    assertThat(run("migrate", "--database", uri("migrate_owner"), "--grant", "migrate_nobody"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "fraiseql: there is no role 'migrate_nobody' on this server, so nothing was"
                    + " changed; create it first\n"));
    assertThat(text("SELECT to_regnamespace('fraiseql')")).isNull();
  }

  @Test
  void a_role_that_may_not_create_the_schema_is_told_who_may() {
    String place = uri("migrate_api").replaceFirst(".*@", "");
    assertThat(run("migrate", "--database", uri("migrate_api")))
        .isEqualTo(
            new Ran(
                1,
                "",
                "fraiseql: the role that logs in may not create or change the schema fraiseql of "
                    + place
                    + "; migrate as the database's owner\n"));
    run("migrate", "--database", uri("migrate_owner"));
    assertThat(run("migrate", "--database", uri("migrate_api")).err())
        .startsWith("fraiseql: the role that logs in may not create or change the schema");
  }

  @Test
  void a_database_that_is_away_is_told_with_place_and_reason() {
    assertThat(run("migrate", "--database", "postgresql://me:secret@localhost:1/none"))
        .isEqualTo(
            new Ran(
                1,
                "",
                """
                error[FQ-501]: PostgreSQL cannot be reached: the connection was refused.
                  --> localhost:1/none
                  help: The server keeps trying; ask again in a moment.
                """));
    assertThat(run("migrate", "--database", "postgresql://me@host.invalid/none").err())
        .startsWith("error[FQ-501]: PostgreSQL cannot be reached: the host name is unknown.\n");
    assertThat(run("migrate", "--database", uri("migrate_owner") + "_gone").err())
        .startsWith("error[FQ-501]: PostgreSQL cannot be reached: the database does not exist.\n");
  }

  @Test
  void a_wrong_call_is_2() {
    assertThat(run("migrate").exitCode()).isEqualTo(2);
    assertThat(run("migrate", "--database", "x", "--grants", "y").err())
        .contains("did you mean --grant");
  }

  @Test
  void a_changed_schema_history_is_told() {
    run("migrate", "--database", uri("migrate_owner"));
    database.execute("UPDATE fraiseql.schema_history SET checksum = 7 WHERE version = '1'");
    Ran ran = run("migrate", "--database", uri("migrate_owner"));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("fraiseql: the schema fraiseql was not made by this program's scripts");
  }

  @Test
  void the_program_says_nothing_else(@TempDir Path folder) throws Exception {
    try (Program program = Program.start(folder, "migrate", "--database", uri("migrate_owner"))) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.err()).isEmpty();
      assertThat(program.out())
          .isEqualTo("schema fraiseql: version 1 installed (idempotency keys)\n");
    }
  }

  private String claim(String role) throws SQLException {
    return text(
        "SET ROLE \""
            + role
            + "\"; SELECT fresh FROM fraiseql.fn_claim_idempotency_key('me', 'c', '"
            + role
            + "', 'h', '1 day')");
  }

  private String text(String sql) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
