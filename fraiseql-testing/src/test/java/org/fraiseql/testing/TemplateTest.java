package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {

  private static final String CHANGING = "target/changing-migrations";

  @Test
  void scripts_run_after_the_migrations_in_the_order_of_their_names() {
    Ran.tests(WithScripts.class).succeeded(1);
  }

  @PostgresTest(scripts = "classpath:scripts/folder")
  static class WithScripts {
    @Test
    void test(Connection connection) throws SQLException {
      assertThat(PostgresTestTest.orders(connection)).isEqualTo("1,2,3");
    }
  }

  @Test
  void changed_migrations_are_run_anew_and_unchanged_ones_once() throws IOException {
    Path file = Files.createDirectories(Path.of(CHANGING)).resolve("V1__orders.sql");
    for (String id : List.of("7", "8")) {
      Files.writeString(
          file,
          """
          CREATE TABLE tb_orders (id int);
          CREATE TABLE tb_made AS SELECT clock_timestamp() AS at;
          INSERT INTO tb_orders VALUES (%s);
          """
              .formatted(id));
      Changing.expected = id;
      Changing.made = "";
      Ran.tests(Changing.class).succeeded(2);
    }
  }

  @PostgresTest(migrations = "filesystem:" + CHANGING)
  static class Changing {
    static String expected = "";
    static String made = "";

    @RepeatedTest(2)
    void test(Connection connection) throws SQLException {
      assertThat(PostgresTestTest.orders(connection)).isEqualTo(expected);
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT at::text FROM tb_made")) {
        rows.next();
        String at = rows.getString(1);
        assertThat(made).isIn("", at);
        made = at;
      }
    }
  }

  @Test
  void settings_of_flyway_are_taken_over() {
    Ran.tests(WithPlaceholder.class).succeeded(1);
  }

  @PostgresTest(
      migrations = "filesystem:src/test/resources/place*",
      flyway = {"placeholders.schema=shop", "table=history", "schemas=shop"})
  static class WithPlaceholder {
    @Test
    void test(Connection connection) throws SQLException {
      PostgresTestTest.run(connection, "SELECT version FROM shop.history");
      PostgresTestTest.run(connection, "SELECT a FROM shop.t");
    }
  }

  @Test
  void a_broken_migration_fails_every_test_with_file_line_and_what_postgresql_says() {
    String file =
        Path.of("target/test-classes/broken/V2__misspelt.sql").toAbsolutePath().toString();
    assertThat(Ran.tests(Broken.class).failures())
        .containsExactly(
            "PostgreSQL refuses %s:7: column \"b\" does not exist".formatted(file),
            "PostgreSQL refuses %s:7: column \"b\" does not exist".formatted(file));
  }

  @PostgresTest(migrations = "classpath:broken")
  static class Broken {
    @RepeatedTest(2)
    void test(TestDatabase database) {}
  }

  @Test
  void a_broken_script_fails_with_the_line_of_its_statement() {
    String file = Path.of("target/test-classes/scripts/broken.sql").toAbsolutePath().toString();
    assertThat(Ran.tests(BrokenScript.class).failures())
        .containsExactly(
            ("PostgreSQL refuses %s:5: duplicate key value violates unique constraint \"t_pkey\""
                    + " (Key (a)=(1) already exists.)")
                .formatted(file));
  }

  @PostgresTest(
      migrations = {},
      scripts = "scripts/broken.sql")
  static class BrokenScript {
    @Test
    void test(TestDatabase database) {}
  }

  @Test
  void what_an_annotation_names_in_vain_is_told_in_a_sentence() {
    assertThat(Ran.tests(NothingThere.class).failures())
        .containsExactly("There is nothing at the location 'classpath:db/migrations'.");
    assertThat(Ran.tests(NoScript.class).failures())
        .containsExactly("There is no .sql file at 'filesystem:src/test/nothing.sql'.");
    assertThat(Ran.tests(OtherPlace.class).failures())
        .containsExactly(
            "The location 's3:bucket' begins neither with classpath: nor with filesystem:.");
    assertThat(Ran.tests(NoSetting.class).failures())
        .containsExactly("The setting of Flyway 'schemas' is not of the form name=value.");
    assertThat(Ran.tests(NoDuration.class).failures())
        .containsExactly("The patience '5s' is no ISO 8601 duration, such as PT5S.");
  }

  @PostgresTest(migrations = "classpath:db/migrations")
  static class NothingThere {
    @Test
    void test(TestDatabase database) {}
  }

  @PostgresTest(scripts = "filesystem:src/test/nothing.sql")
  static class NoScript {
    @Test
    void test(TestDatabase database) {}
  }

  @PostgresTest(migrations = "s3:bucket")
  static class OtherPlace {
    @Test
    void test(TestDatabase database) {}
  }

  @PostgresTest(flyway = "schemas")
  static class NoSetting {
    @Test
    void test(TestDatabase database) {}
  }

  @PostgresTest(patience = "5s")
  static class NoDuration {
    @Test
    void test(TestDatabase database) {}
  }

  @Test
  void migrations_that_contradict_each_other_are_told_as_flyway_does() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/twice-migrations"));
    Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
    Files.writeString(folder.resolve("V1__b.sql"), "SELECT 1;");
    assertThat(Ran.tests(Twice.class).failures())
        .singleElement()
        .asString()
        .isEqualTo(
            "Flyway refuses the migrations of [filesystem:target/twice-migrations]: Found more than"
                + " one migration with version 1");
  }

  @PostgresTest(migrations = "filesystem:target/twice-migrations")
  static class Twice {
    @Test
    void test(TestDatabase database) {}
  }

  @Test
  void files_are_found_in_jars_and_behind_wildcards(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("migrations.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("db/", "db/a/", "db/a/V1__x.sql", "dbs/other.sql")) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.endsWith("/") ? new byte[0] : new byte[] {1});
        out.closeEntry();
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(SqlLocation.of("classpath:/db").files(loader))
          .singleElement()
          .satisfies(found -> assertThat(found.name()).endsWith("!db/a/V1__x.sql"));
      assertThat(SqlLocation.of("db/*/migration").files(loader)).hasSize(1);
    }
  }
}
