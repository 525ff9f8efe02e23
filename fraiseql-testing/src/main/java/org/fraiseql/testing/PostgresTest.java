package org.fraiseql.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test method of a class a PostgreSQL database of its own, with the schema of the
 * project's migrations, and looks afterwards whether the test left something behind.
 *
 * <p>The migrations run once per JVM and content; each test gets a copy of what they made. A test
 * that asks for nothing costs nothing. Nested classes and subclasses inherit the annotation, and
 * replace it with one of their own. Tests may run in parallel.
 *
 * <p>Parameters of test methods, {@code @BeforeEach}, {@code @AfterEach} and constructors:
 *
 * <ul>
 *   <li>{@link TestDatabase}: the database;
 *   <li>{@link java.sql.Connection}: one connection per test, in autocommit, closed after it;
 *   <li>{@link javax.sql.DataSource}: new connections, looked at when they are closed, as if the
 *       next one got them from a pool;
 *   <li>{@link Leaks}: to have connections of a pool looked at too;
 *   <li>{@link TestServer} and {@link GraphqlClient}: the server that {@link #server} starts.
 * </ul>
 *
 * <p>All but the last come as a superuser: policies of row-level security do not hold for it, so
 * {@code SET LOCAL ROLE} to the application's role where they are what is tested.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(PostgresExtension.class)
public @interface PostgresTest {

  /**
   * Where Flyway finds the migrations, written as for Flyway: {@code classpath:db/migration} or
   * {@code filesystem:src/main/sql}. Only the default may be missing.
   */
  String[] migrations() default {DEFAULT_MIGRATIONS};

  /** Further settings of Flyway, such as {@code "placeholders.owner=app"}. */
  String[] flyway() default {};

  /**
   * Files of plain SQL that run after the migrations, written as locations; a folder stands for its
   * {@code .sql} files in the order of their names. They become part of the copied database.
   */
  String[] scripts() default {};

  /** Whether a test fails that leaves something behind: see {@link Leak}. */
  boolean leaks() default true;

  /**
   * Names of further run-time settings to look for. Those that views, policies, functions, defaults
   * and constraints of the database name are looked for anyway.
   */
  String[] settings() default {};

  /** How long connections that are just closing are waited for, as an ISO 8601 duration. */
  String patience() default "PT5S";

  /** Starts what {@link GraphqlClient} and {@link TestServer} of a test talk to; none by itself. */
  Class<? extends ServerStarter> server() default ServerStarter.class;

  /** Where Flyway looks if nobody says otherwise. */
  String DEFAULT_MIGRATIONS = "classpath:db/migration";
}
