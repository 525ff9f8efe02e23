package org.fraiseql.server.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.fraiseql.server.migration.ProjectMigrations.Needed;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class ProjectMigrationsTest {

  @TempDir Path folder;
  private final TestDatabase database = TestPostgres.shared().createDatabase();

  @BeforeEach
  void write_a_table() throws IOException {
    write("V1__notes.sql", "CREATE TABLE tb_notes (id int PRIMARY KEY, text text);\n");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(database.jdbcUrl());
    return source;
  }

  private void write(String name, String sql) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), sql);
  }

  private ProjectMigrations migrations() {
    return new ProjectMigrations(source(), folder, Map.of("placeholders.text", "milk"));
  }

  private String failure() {
    String text = catchThrowableOfType(ScriptFailure.class, () -> migrations().run()).text();
    return text.replace(folder + "/", "");
  }

  @Test
  void knows_what_a_change_of_the_files_asks_for() throws IOException {
    assertThat(migrations().needed()).isEqualTo(Needed.MIGRATION);
    assertThat(migrations().run()).containsExactly("V1__notes.sql");
    assertThat(migrations().needed()).isEqualTo(Needed.NOTHING);

    write("more/V3__milk.sql", "INSERT INTO tb_notes VALUES (3, '${text}');\n");
    write("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS id;\n");
    assertThat(migrations().needed()).isEqualTo(Needed.MIGRATION);
    assertThat(migrations().run()).containsExactly("V3__milk.sql", "R__views.sql");
    assertThat(migrations().needed()).isEqualTo(Needed.NOTHING);

    write("R__views.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS id;\n");
    assertThat(migrations().needed()).isEqualTo(Needed.MIGRATION);
    assertThat(migrations().run()).containsExactly("R__views.sql");
    assertThat(migrations().needed()).isEqualTo(Needed.NOTHING);

    write("V2__between.sql", "SELECT 1;\n");
    assertThat(migrations().needed()).as("comes too late").isEqualTo(Needed.NEW_DATABASE);
    Files.delete(folder.resolve("V2__between.sql"));
    assertThat(migrations().needed()).isEqualTo(Needed.NOTHING);

    write("V1__notes.sql", "CREATE TABLE tb_notes (id int PRIMARY KEY, text text, at date);\n");
    assertThat(migrations().needed()).as("changed").isEqualTo(Needed.NEW_DATABASE);
    write("V1__notes.sql", "CREATE TABLE tb_notes (id int PRIMARY KEY, text text);\n");
    assertThat(migrations().needed()).as("changed back").isEqualTo(Needed.NOTHING);

    Files.move(folder.resolve("V1__notes.sql"), folder.resolve("V1__note.sql"));
    assertThat(migrations().needed()).as("renamed").isEqualTo(Needed.NEW_DATABASE);
    Files.move(folder.resolve("V1__note.sql"), folder.resolve("V1__notes.sql"));

    Files.delete(folder.resolve("more/V3__milk.sql"));
    assertThat(migrations().needed()).as("the last is gone").isEqualTo(Needed.NEW_DATABASE);
    write("more/V3__milk.sql", "INSERT INTO tb_notes VALUES (3, '${text}');\n");
    Files.delete(folder.resolve("R__views.sql"));
    assertThat(migrations().needed()).as("a repeatable is gone").isEqualTo(Needed.NEW_DATABASE);
  }

  @Test
  void shows_the_line_that_postgresql_refuses_with_a_caret() throws IOException {
    write(
        "V2__prices.sql",
        """
        -- Prices, such as 10 € each.
        CREATE TABLE tb_prices (id int PRIMARY KEY);

        -- A comment, '€'.
        /* 🥛 */ CREATE VIEW v_prices AS
        \tSELECT id, '€' AS unit, prise FROM tb_prices;
        """);
    assertThat(failure())
        .isEqualTo(
            """
            error: column "prise" does not exist (SQLSTATE 42703)
              --> V2__prices.sql:6:26
               |
             6 |  SELECT id, '€' AS unit, prise FROM tb_prices;
               |                          ^\
            """);
    assertThat(migrations().needed()).as("rolled back").isEqualTo(Needed.MIGRATION);
  }

  @Test
  void shows_where_a_statement_begins_when_postgresql_does_not_say_more() throws IOException {
    write(
        "V2__twice.sql",
        """
        INSERT INTO tb_notes VALUES (1, '${text}');
        INSERT INTO tb_notes VALUES (2, 'milk');

        -- Once more.
        INSERT INTO tb_notes VALUES (2, 'milk');
        """);
    assertThat(failure())
        .isEqualTo(
            """
            error: duplicate key value violates unique constraint "tb_notes_pkey" (SQLSTATE 23505)
              --> V2__twice.sql:5
               |
             5 | INSERT INTO tb_notes VALUES (2, 'milk');
              detail: Key (id)=(2) already exists.\
            """);
    write("V2__twice.sql", "SELECT 1;\n\nSELECT '${text}' + 'x';\n");
    assertThat(failure())
        .contains("  --> V2__twice.sql:3:15\n", " 3 | SELECT 'milk' + 'x'\n   |               ^");
  }

  @Test
  void shows_what_is_wrong_in_the_body_of_a_function() throws IOException {
    write(
        "V2__function.sql",
        """
        CREATE FUNCTION fn_x() RETURNS int LANGUAGE plpgsql AS $$
        BEGIN
          RETRUN 1;
        END $$;
        """);
    assertThat(failure())
        .startsWith("error: syntax error at or near \"RETRUN\" (SQLSTATE 42601)\n")
        .contains("  --> V2__function.sql:3:3\n", " 3 |   RETRUN 1;\n   |   ^");
    write("V2__function.sql", "SELECT 1;\nSELECT 'open;\n");
    assertThat(failure()).contains("V2__function.sql");
  }

  @Test
  void shows_files_that_cannot_be_told_apart() throws IOException {
    write("V1__other.sql", "SELECT 1;\n");
    assertThat(failure()).contains("more than one migration with version 1");
    Files.delete(folder.resolve("V1__other.sql"));
    write("V2_one_line.sql", "SELECT 1;\n");
    assertThat(failure()).contains("V2_one_line.sql");
  }

  @Test
  void a_seed_is_all_or_nothing() throws Exception {
    migrations().run();
    write("seed.sql", "INSERT INTO tb_notes VALUES (1, 'ö');\nINSERT INTO tb_note\nVALUES (2);\n");
    Path file = folder.resolve("seed.sql");
    ScriptFailure failure =
        catchThrowableOfType(ScriptFailure.class, () -> Seed.run(source(), file));
    assertThat(failure.text()).contains("seed.sql:2:13\n", " 2 | INSERT INTO tb_note\n");
    write("seed.sql", "INSERT INTO tb_notes VALUES (1, 'ö');\n");
    Seed.run(source(), file);
  }
}
