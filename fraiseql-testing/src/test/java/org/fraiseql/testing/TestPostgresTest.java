package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

  private final TestPostgres postgres = TestPostgres.shared();

  @Test
  void runs_the_version_that_the_build_names() {
    String expected = System.getProperty("postgres.version", "");
    assertThat(expected).startsWith(postgres.majorVersion() + ".");
  }

  @Test
  void is_one_server_per_jvm() {
    assertThat(TestPostgres.shared()).isSameAs(postgres);
    assertThat(postgres.url())
        .matches("postgresql://postgres:postgres@127\\.0\\.0\\.1:\\d+/postgres");
  }

  @Test
  void databases_do_not_see_each_other() throws SQLException {
    try (TestDatabase one = postgres.createDatabase();
        TestDatabase other = postgres.createDatabase()) {
      one.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
      other.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (2)");
      assertThat(text(one, "SELECT a FROM t")).isEqualTo("1");
      assertThat(text(other, "SELECT a FROM t")).isEqualTo("2");
    }
  }

  @Test
  void a_closed_database_is_gone_even_with_somebody_connected() throws SQLException {
    TestDatabase database = postgres.createDatabase();
    try (Connection open = database.connection()) {
      database.close();
      assertThat(postgres.exists(database.name())).isFalse();
      assertThat(open.isValid(1)).isFalse();
    }
    database.close();
  }

  @Test
  void a_template_is_made_once_and_copied_to_all_who_ask_at_the_same_time() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String row = "row " + i;
        answers.add(
            threads.submit(
                () -> {
                  try (TestDatabase copy =
                      postgres.fromTemplate(
                          "counted",
                          connection -> {
                            made.incrementAndGet();
                            run(connection, "CREATE TABLE t AS SELECT 'first' AS a");
                          })) {
                    copy.execute("INSERT INTO t VALUES ('" + row + "')");
                    return text(copy, "SELECT string_agg(a, ',' ORDER BY a) FROM t");
                  }
                }));
      }
      for (int i = 0; i < 16; i++) {
        assertThat(answers.get(i).get()).isEqualTo("first,row " + i);
      }
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void a_template_that_fails_says_so_to_everybody_who_asks() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  postgres.fromTemplate("broken", connection -> run(connection, "SELECT nothing")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The template 'broken' was not made")
          .hasRootCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_refused_statement_shows_its_text_and_the_cause() {
    try (TestDatabase database = postgres.createDatabase()) {
      assertThatThrownBy(() -> database.execute("SELECT nothing"))
          .hasMessage("PostgreSQL refused: SELECT nothing")
          .hasStackTraceContaining("column \"nothing\" does not exist");
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
