package org.fraiseql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import org.fraiseql.database.Database;
import org.fraiseql.database.DatabaseOptions;
import org.fraiseql.testing.TestDatabase;
import org.fraiseql.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutinesAndConstraintsTest {

  private static final String MODEL =
      """
      CREATE SCHEMA "order";
      CREATE EXTENSION citext;
      CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
      CREATE DOMAIN quantity AS int NOT NULL CONSTRAINT quantity_positive CHECK (VALUE > 0);
      CREATE DOMAIN few AS quantity CHECK (VALUE < 10);
      CREATE TYPE "order"."Line" AS (sku text, quantity few);
      COMMENT ON COLUMN "order"."Line".sku IS 'The article. @required';
      CREATE FUNCTION "order"."fn_Add"(line "order"."Line"[], note text DEFAULT NULL, VARIADIC more int[] DEFAULT '{}')
        RETURNS mutation_result LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
        AS 'BEGIN RETURN (true, note, NULL); END';
      REVOKE EXECUTE ON FUNCTION "order"."fn_Add" FROM PUBLIC;
      COMMENT ON FUNCTION "order"."fn_Add" IS 'Adds lines.';
      CREATE FUNCTION fn_table(jsonb) RETURNS TABLE (success boolean, message varchar, data json)
        LANGUAGE sql AS 'SELECT true, NULL::varchar, NULL::json';
      CREATE FUNCTION fn_out(INOUT a timestamptz, OUT b numeric) LANGUAGE sql AS 'SELECT a, 1.0';
      CREATE FUNCTION fn_touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE FUNCTION fn_any(a anyelement, b anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT a';
      CREATE FUNCTION fn_record() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
      CREATE FUNCTION fn_none() RETURNS void LANGUAGE sql AS '';
      CREATE FUNCTION fn_class(c pg_class) RETURNS int LANGUAGE sql RETURN 1;
      CREATE PROCEDURE pr_none() LANGUAGE sql AS '';
      CREATE TABLE tb_a (
        id int PRIMARY KEY, x int, y text, z text, span int4range,
        CONSTRAINT a_check CHECK (x > 0 OR y IS NULL),
        CONSTRAINT a_pair UNIQUE (z, x) INCLUDE (y),
        EXCLUDE USING gist (span WITH &&));
      CREATE UNIQUE INDEX a_lower ON tb_a (z, lower(y)) WHERE x IS NULL;
      COMMENT ON INDEX a_lower IS '@message Taken.';
      COMMENT ON CONSTRAINT a_check ON tb_a IS '@message Too small.';
      COMMENT ON CONSTRAINT quantity_positive ON DOMAIN quantity IS '@message More than none.';
      CREATE TABLE tb_b (id int, p int NOT NULL, a int REFERENCES tb_a, CONSTRAINT b_key UNIQUE (id, p),
        CONSTRAINT b_check CHECK (a > 0)) PARTITION BY LIST (p);
      CREATE TABLE tb_b1 PARTITION OF tb_b FOR VALUES IN (1);
      COMMENT ON CONSTRAINT b_key ON tb_b IS '@message Again.';
      COMMENT ON CONSTRAINT b_check ON tb_b IS '@message Small.';
      """;

  private static Vertx vertx;
  private static TestDatabase postgres;
  private static Database database;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    postgres = TestPostgres.shared().createDatabase().execute(MODEL);
    database = Database.open(vertx, DatabaseOptions.of(postgres.uri()));
  }

  @AfterAll
  static void close() {
    database.close();
    postgres.close();
    vertx.close();
  }

  private static Catalog read() {
    return database.inspect(session -> CatalogReader.read(session, List.of()));
  }

  private static Routine routine(String name) {
    return read().routines().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  private static PgType typeNamed(String name) {
    return read().types().values().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readsTheFunctionsOfTheDatabaseAndNoneOfExtensions() {
    assertThat(read().routines())
        .extracting(Routine::signature)
        .containsExactly(
            "\"order\".\"fn_Add\"(\"order\".\"Line\"[], text, integer[])",
            "public.fn_any(anyelement, anyarray)",
            "public.fn_class(pg_class)",
            "public.fn_none()",
            "public.fn_out(timestamp with time zone)",
            "public.fn_record()",
            "public.fn_table(jsonb)",
            "public.fn_touch()");
  }

  @Test
  void signaturesAreUnderstoodByPostgres() {
    List<String> signatures = read().routines().stream().map(Routine::signature).toList();

    List<Long> found =
        database.inspect(
            session ->
                session
                    .query(
                        "SELECT s::regprocedure::oid::bigint AS oid FROM unnest($1::text[]) s",
                        signatures)
                    .stream()
                    .map(row -> row.number("oid"))
                    .toList());

    assertThat(found).isEqualTo(read().routines().stream().map(Routine::oid).toList());
  }

  @Test
  void tellsWhatARoutineIs() {
    Routine add = routine("fn_Add");

    assertThat(add.securityDefiner()).isTrue();
    assertThat(add.searchPath()).isTrue();
    assertThat(add.publicMayExecute()).isFalse();
    assertThat(add.language()).isEqualTo("plpgsql");
    assertThat(add.source()).isEqualTo("BEGIN RETURN (true, note, NULL); END");
    assertThat(add.comment()).isEqualTo("Adds lines.");
    assertThat(add.parameters())
        .extracting(Routine.Parameter::hasDefault)
        .containsExactly(false, true, true);
    assertThat(add.parameters())
        .extracting(Routine.Parameter::name)
        .containsExactly("line", "note", "more");
    assertThat(add.result().set()).isFalse();
    assertThat(add.result().type()).isEqualTo(typeNamed("mutation_result"));
    assertThat(add.result().columns())
        .extracting(PgType.Attribute::name)
        .containsExactly("success", "message", "data");
    Routine touch = routine("fn_touch");
    assertThat(touch.publicMayExecute()).isTrue();
    assertThat(touch.searchPath()).isFalse();
    assertThat(touch.result()).isEqualTo(new Routine.Result(null, false, List.of()));
    assertThat(routine("fn_class").source()).isEmpty();
  }

  @Test
  void columnsOfTablesAndOutParametersAreResults() {
    Routine table = routine("fn_table");
    Routine out = routine("fn_out");

    assertThat(table.parameters()).hasSize(1);
    assertThat(table.parameters().getFirst().name()).isEmpty();
    assertThat(table.result().set()).isTrue();
    assertThat(table.result().type()).isNull();
    assertThat(table.result().columns())
        .extracting(c -> c.name() + " " + c.type().name())
        .containsExactly("success bool", "message varchar", "data json");
    assertThat(out.parameters()).extracting(Routine.Parameter::name).containsExactly("a");
    assertThat(out.result().columns())
        .extracting(c -> c.name() + " " + c.type().name())
        .containsExactly("a timestamptz", "b numeric");
  }

  @Test
  void attributesHaveCommentsAndDomainsMayRefuseNull() {
    PgType line = typeNamed("Line");

    assertThat(line.attributes())
        .extracting(PgType.Attribute::comment)
        .containsExactly("The article. @required", null);
    assertThat(line.attributes())
        .extracting(a -> a.type().refusesNull())
        .containsExactly(false, true);
  }

  @Test
  void readsTheConstraintsOfTablesIndexesAndDomains() {
    assertThat(read().constraints())
        .extracting(
            c ->
                c.owner() + " " + c.name() + " " + c.kind() + " " + c.columns() + " " + c.comment())
        .containsExactly(
            "few few_check DOMAIN_CHECK [] null",
            "quantity quantity_positive DOMAIN_CHECK [] @message More than none.",
            "tb_a a_check CHECK [x, y] @message Too small.",
            "tb_a a_lower UNIQUE [z, y] @message Taken.",
            "tb_a a_pair UNIQUE [z, x] null",
            "tb_a tb_a_pkey UNIQUE [id] null",
            "tb_a tb_a_span_excl EXCLUSION [span] null",
            "tb_b b_check CHECK [a] @message Small.",
            "tb_b b_key UNIQUE [id, p] @message Again.",
            "tb_b tb_b_a_fkey FOREIGN_KEY [a] null",
            "tb_b1 b_check CHECK [a] @message Small.",
            "tb_b1 tb_b1_id_p_key UNIQUE [id, p] @message Again.",
            "tb_b1 tb_b_a_fkey FOREIGN_KEY [a] null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE FUNCTION fn_new() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION fn_none() RETURNS void LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION fn_none()",
        "COMMENT ON FUNCTION fn_none() IS 'None.'",
        "REVOKE EXECUTE ON FUNCTION fn_none() FROM PUBLIC",
        "ALTER FUNCTION fn_none() SET search_path = public",
        "COMMENT ON COLUMN \"order\".\"Line\".quantity IS 'How many.'",
        "COMMENT ON CONSTRAINT a_pair ON tb_a IS 'A pair.'",
        "COMMENT ON INDEX a_lower IS NULL",
        "ALTER TABLE tb_a DROP CONSTRAINT a_check",
        "ALTER DOMAIN quantity DROP NOT NULL"
      })
  void theFingerprintChangesWith(String change) {
    try (TestDatabase own = TestPostgres.shared().createDatabase().execute(MODEL);
        Database opened = Database.open(vertx, DatabaseOptions.of(own.uri()))) {
      String before = opened.inspect(CatalogReader::fingerprint);
      own.execute(change);

      assertThat(opened.inspect(CatalogReader::fingerprint)).isNotEqualTo(before);
    }
  }
}
