package org.fraiseql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class PostgresTestTest {

  private final TestDatabase ofConstructor;

  PostgresTestTest(TestDatabase database) {
    ofConstructor = database;
  }

  @BeforeEach
  void another_order(Connection connection) throws SQLException {
    assertThat(orders(connection)).isEqualTo("1");
    run(connection, "INSERT INTO tb_orders VALUES (2, '', 1)");
  }

  @AfterEach
  void the_connection_is_still_open(Connection connection) throws SQLException {
    assertThat(connection.isValid(0)).isTrue();
  }

  @Test
  void a_test_has_one_database_wherever_it_asks_for_it(
      TestDatabase database, Connection connection, DataSource source) throws SQLException {
    assertThat(database).isSameAs(ofConstructor);
    assertThat(connection.getCatalog()).isEqualTo(database.name());
    try (Connection other = source.getConnection()) {
      assertThat(orders(other)).isEqualTo("1,2");
      assertThat(other).isNotEqualTo(connection).isEqualTo(other);
    }
  }

  @RepeatedTest(3)
  void each_repetition_has_a_database_of_its_own(Connection connection) throws SQLException {
    run(connection, "DELETE FROM tb_orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void parameters_of_others_come_first(String text, Connection connection) throws SQLException {
    assertThat(text).isIn("a", "b");
    assertThat(orders(connection)).isEqualTo("1,2");
  }

  @Nested
  class InsideOfIt {

    private final Connection ofConstructor;

    InsideOfIt(Connection connection) {
      ofConstructor = connection;
    }

    @Test
    void a_nested_class_has_what_its_outer_class_has(Connection connection, TestDatabase database)
        throws SQLException {
      assertThat(connection).isSameAs(ofConstructor);
      assertThat(database).isSameAs(PostgresTestTest.this.ofConstructor);
      assertThat(orders(connection)).isEqualTo("1,2");
    }
  }

  @Test
  void a_nested_class_may_have_an_annotation_of_its_own() {
    Ran.tests(Outer.class).succeeded(2);
  }

  @PostgresTest
  static class Outer {
    @Test
    void test(Connection connection) throws SQLException {
      assertThat(orders(connection)).isEqualTo("1");
    }

    @Nested
    @PostgresTest(scripts = "classpath:scripts/folder")
    class Inner {
      @Test
      void test(Connection connection) throws SQLException {
        assertThat(orders(connection)).isEqualTo("1,2,3");
      }
    }
  }

  @Test
  void a_subclass_inherits_the_annotation() {
    Ran.tests(Subclass.class).succeeded(1);
  }

  @PostgresTest(scripts = "classpath:scripts/folder")
  abstract static class Base {
    @BeforeEach
    void count(Connection connection) throws SQLException {
      assertThat(orders(connection)).isEqualTo("1,2,3");
    }
  }

  static class Subclass extends Base {
    @Test
    void test(TestDatabase database) {
      assertThat(database.name()).isNotEmpty();
    }
  }

  @Test
  void tests_that_run_in_parallel_do_not_meet() {
    Parallel.DATABASES.clear();
    Ran.tests(
            Parallel.class,
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"))
        .succeeded(12);
    assertThat(Parallel.DATABASES).hasSize(12);
    assertThat(Parallel.DATABASES).noneMatch(TestPostgres.shared()::exists);
  }

  @PostgresTest
  static class Parallel {
    static final Set<String> DATABASES = ConcurrentHashMap.newKeySet();

    @RepeatedTest(8)
    void one(Connection connection, TestDatabase database) throws SQLException {
      DATABASES.add(database.name());
      run(connection, "INSERT INTO tb_orders VALUES (2, '', 1)");
      assertThat(orders(connection)).isEqualTo("1,2");
    }

    @Nested
    class Inside {
      @RepeatedTest(4)
      void other(Connection connection, TestDatabase database) throws SQLException {
        one(connection, database);
      }
    }
  }

  @Test
  void one_instance_for_all_tests_still_has_a_database_for_each() {
    Ran.tests(OneInstance.class).succeeded(2);
  }

  @PostgresTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {

    @RepeatedTest(2)
    void clean(Connection connection) throws SQLException {
      run(connection, "INSERT INTO tb_orders VALUES (2, '', 1)");
    }
  }

  @Test
  void where_there_is_no_test_there_is_no_database() {
    String sentence =
        "Every test method has its own database, and here is none yet: take the Connection as a"
            + " parameter of the test method or of @BeforeEach, not of @BeforeAll, @AfterAll or the"
            + " constructor of a class with one instance for all tests.";
    assertThat(Ran.tests(BeforeAllTests.class).failures()).containsExactly(sentence);
    assertThat(Ran.tests(InConstructorOfAll.class).failures()).containsExactly(sentence);
  }

  @PostgresTest
  static class BeforeAllTests {
    @BeforeAll
    static void too_early(Connection connection) {}

    @Test
    void test() {}
  }

  @PostgresTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class InConstructorOfAll {
    InConstructorOfAll(Connection connection) {}

    @Test
    void test() {}
  }

  static String orders(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT string_agg(id::text, ',' ORDER BY id) FROM tb_orders")) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
