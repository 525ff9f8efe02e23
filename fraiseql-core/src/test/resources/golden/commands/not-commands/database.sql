-- What answers as a command does and is none is told; all else is silence.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TABLE tb_things (id int, name text);
CREATE TYPE "Odd Type" AS ENUM ('a');
CREATE FUNCTION fn_take_nothing() RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_two(a jsonb, b int) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_row(t tb_things) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_text(t text) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_list(t jsonb[]) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_Take Odd"(t "Odd Type") RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_failure(code text, message text) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_failure(text, text) IS E'A helper.\n@omit';
CREATE SCHEMA other;
CREATE TYPE other.mutation_result AS (success boolean, message text, data jsonb, code text);
CREATE FUNCTION fn_give_more(jsonb) RETURNS other.mutation_result LANGUAGE sql AS $$ SELECT NULL::other.mutation_result $$;

CREATE FUNCTION do_it(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_count() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
CREATE FUNCTION fn_give_text(jsonb) RETURNS TABLE (success text, message text, data jsonb) LANGUAGE sql AS $$ SELECT '', '', NULL::jsonb $$;
CREATE FUNCTION fn_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
COMMENT ON FUNCTION fn_count() IS E'Not ours.\n@whatever';
