package org.fraiseql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutineBodyTest {

  /** A body that inserts, with this after its EXCEPTION. */
  private static RoutineBody handling(String handlers) {
    return RoutineBody.of(
        "DECLARE v_text text;\nBEGIN\n  INSERT INTO tb_a VALUES (1);\n  RETURN 'Done';\nEXCEPTION\n"
            + handlers
            + "\nEND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHEN OTHERS THEN RETURN 'Failed';",
        "when others then return 'Failed'; -- RAISE;",
        "WHEN OTHERS THEN /* RAISE; /* RAISE; */ RAISE; */ NULL;",
        "WHEN OTHERS THEN RETURN 'RAISE;';",
        "WHEN OTHERS THEN RETURN $$ RAISE; $$;",
        "WHEN unique_violation THEN RAISE; WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN unique_violation OR OTHERS THEN RETURN 'Failed';",
        "WHEN serialization_failure THEN RAISE; WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN OTHERS THEN RAISE NOTICE '%', SQLERRM; RETURN 'Failed';",
        "WHEN OTHERS THEN RAISE EXCEPTION 'failed: %', SQLERRM;",
        "WHEN OTHERS THEN RAISE EXCEPTION 'failed' USING ERRCODE = 'DR001';",
        "WHEN OTHERS THEN IF x THEN v_text := CASE WHEN y THEN 'a' ELSE 'b' END; END IF; RETURN v_text;",
        "WHEN serialization_failure OR deadlock_detected THEN BEGIN RAISE; EXCEPTION WHEN OTHERS THEN"
            + " PERFORM fn_a(); END; WHEN OTHERS THEN RETURN 1; END; BEGIN UPDATE tb_a SET x = 1;"
            + " EXCEPTION WHEN OTHERS THEN NULL;"
      })
  void takesRetryableErrors(String handlers) {
    assertThat(handling(handlers).swallowsRetryable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHEN OTHERS THEN RAISE;",
        "WHEN OTHERS THEN v_text := SQLERRM; RAISE LOG '%', v_text; RAISE;",
        "WHEN OTHERS THEN IF SQLSTATE IN ('40001', '40P01') THEN RAISE; END IF; RETURN 'Failed';",
        "WHEN OTHERS THEN RAISE EXCEPTION 'failed' USING ERRCODE = SQLSTATE;",
        "WHEN OTHERS THEN RAISE EXCEPTION 'failed' USING MESSAGE = 'x', ERRCODE = v_state;",
        "WHEN OTHERS THEN RAISE SQLSTATE '40001';",
        "WHEN serialization_failure OR deadlock_detected THEN RAISE; WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN SQLSTATE '40001' OR SQLSTATE '40P01' THEN RAISE; WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN serialization_failure THEN RAISE; WHEN deadlock_detected THEN RAISE; WHEN OTHERS THEN NULL;",
        "WHEN transaction_rollback THEN RAISE; WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN unique_violation THEN RETURN 'Failed';",
        "WHEN SQLSTATE 'DR001' THEN RETURN 'Failed';",
        "-- WHEN OTHERS THEN NULL;\nWHEN unique_violation THEN RETURN 'WHEN OTHERS THEN';"
      })
  void letsRetryableErrorsThrough(String handlers) {
    assertThat(handling(handlers).swallowsRetryable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN RETURN p::uuid; EXCEPTION WHEN OTHERS THEN RETURN NULL; END",
        "BEGIN SELECT p::date INTO v; RETURN v; EXCEPTION WHEN OTHERS THEN RETURN NULL; END",
        "BEGIN EXECUTE format('SELECT %L::%s', p, q) INTO v; EXCEPTION WHEN OTHERS THEN RETURN NULL; END",
        "BEGIN UPDATE tb_a SET x = 1; BEGIN v := p::int; EXCEPTION WHEN OTHERS THEN v := 0; END; END",
        "BEGIN RAISE EXCEPTION 'x'; END",
        "SELECT CASE WHEN a THEN b END FROM c",
        "",
        "BEGIN 'open",
        "END END END IF",
        "CASE WHEN"
      })
  void thereIsNothingToRetry(String source) {
    RoutineBody body = RoutineBody.of(source);

    assertThat(body.swallowsRetryable()).isFalse();
    assertThat(body.leaksErrors()).isFalse();
  }

  @Test
  void tellsTheLineOfEachHandlerAmongNestedBlocks() {
    RoutineBody body =
        RoutineBody.of(
            """

            #variable_conflict use_column
            <<outer>>
            DECLARE "begin" int; s text := E'it\\'s -- no comment';
            BEGIN
              FOR r IN SELECT * FROM tb_a LOOP
                CASE r.kind
                  WHEN 1 THEN
                    BEGIN
                      DELETE FROM tb_b WHERE id = r.id AND x = CASE WHEN r.y THEN 1 ELSE 2 END;
                    EXCEPTION
                      WHEN foreign_key_violation THEN NULL;
                      WHEN OTHERS THEN
                        NULL;
                    END;
                  ELSE
                    IF r.z THEN CONTINUE WHEN true; END IF;
                END CASE;
              END LOOP outer;
              RETURN;
            EXCEPTION WHEN unique_violation THEN
              RAISE;
            WHEN OTHERS THEN
              RETURN;
            END outer;
            """);

    assertThat(body.swallowingLines()).containsExactly(13, 23);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHEN OTHERS THEN RETURN ROW(false, SQLERRM, NULL)::mutation_result;",
        "WHEN OTHERS THEN RETURN 'Failed: ' || sqlerrm;",
        "WHEN unique_violation THEN RETURN SQLERRM;",
        "WHEN SQLSTATE '23505' THEN RETURN SQLERRM;",
        "WHEN SQLSTATE 'DR001' OR unique_violation THEN RETURN SQLERRM;",
        "WHEN SQLSTATE 'DR001' THEN RETURN SQLERRM; WHEN OTHERS THEN RETURN SQLERRM;",
        "WHEN OTHERS THEN GET STACKED DIAGNOSTICS v_text = MESSAGE_TEXT; RETURN v_text;",
        "WHEN OTHERS THEN GET STACKED DIAGNOSTICS v_state := RETURNED_SQLSTATE,"
            + " v_text := PG_EXCEPTION_DETAIL; RETURN jsonb_build_object('detail', v_text);",
        "WHEN OTHERS THEN RAISE EXCEPTION 'failed: %', SQLERRM;"
      })
  void answersWithPostgresTexts(String handlers) {
    assertThat(handling(handlers).leaksErrors()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHEN OTHERS THEN RETURN 'Failed';",
        "WHEN OTHERS THEN RAISE WARNING 'failed: %', SQLERRM; RETURN 'Failed';",
        "WHEN OTHERS THEN INSERT INTO tb_log VALUES (SQLERRM); RETURN 'Failed';",
        "WHEN OTHERS THEN RETURN 'SQLERRM'; -- SQLERRM",
        "WHEN SQLSTATE 'DR001' THEN GET STACKED DIAGNOSTICS v_text = MESSAGE_TEXT; RETURN v_text;",
        "WHEN raise_exception THEN RETURN SQLERRM;",
        "WHEN OTHERS THEN GET STACKED DIAGNOSTICS v_text = RETURNED_SQLSTATE; RETURN v_text;",
        "WHEN OTHERS THEN GET STACKED DIAGNOSTICS v_text = MESSAGE_TEXT; RAISE LOG '%', v_text; RETURN 'x';"
      })
  void keepsPostgresTextsToItself(String handlers) {
    assertThat(handling(handlers).leaksErrors()).isFalse();
  }

  @Test
  void knowsTheAuthorsOwnTexts() {
    RoutineBody body =
        RoutineBody.of(
            """
            BEGIN
              IF a THEN RETURN ROW(false, 'Customer''s not found', NULL)::mutation_result; END IF;
              IF b THEN RAISE EXCEPTION 'Only % of % left (100%%)', n, m USING HINT = 'LOW'; END IF;
              IF c THEN RETURN fn_failure('X', format('No order %s for %1$s', upper(n), m)); END IF;
              IF d THEN v_text := 'Order ' || coalesce(v.number, '?') || ' is ' || v.status; END IF;
              IF e THEN RETURN $t$It's late$t$; END IF;
              IF f THEN RAISE EXCEPTION '%', v_any; END IF;
              RETURN 'On two '
                'lines';
            EXCEPTION WHEN OTHERS THEN
              GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
              IF g THEN RAISE EXCEPTION 'Not done: %', SQLERRM; END IF;
              IF h THEN RETURN 'Because of ' || v_detail; END IF;
              RETURN format('Sorry: %s', SQLERRM);
            END
            """);

    assertThat(
            new String[] {
              "Customer's not found",
              "Only 3 of 7 left (100%)",
              "No order A-1 for you",
              "Order A-1 is late",
              "It's late",
              "On two lines",
              "LOW"
            })
        .allMatch(body::isOwnText);
    assertThat(
            new String[] {
              "duplicate key value violates unique constraint \"tb_a_pkey\"",
              "Only 3 of 7 left (100%%)",
              "Not done: relation \"tb_a\" does not exist",
              "Because of Key (id)=(7) already exists.",
              "Sorry: division by zero",
              "Order A-1 was late",
              ""
            })
        .noneMatch(body::isOwnText);
  }
}
