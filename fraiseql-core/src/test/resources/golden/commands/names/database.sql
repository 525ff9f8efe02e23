-- Each field's name tells its routine from all others.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);

CREATE FUNCTION "fn_do_it"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_do__it"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_do_it_2"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_do_it2"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn__do_it"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_doIt2"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_1st"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_a_b_c"(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_with space"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_größe"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_doIt"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_Upper"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_rename(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_rename(jsonb) IS 'Has another name outside.
@name placeOrder';
CREATE FUNCTION fn_wrong_name(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_wrong_name(jsonb) IS '@name place-order';
CREATE FUNCTION fn_gone(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_gone(jsonb) IS '@omit';
CREATE FUNCTION fn_old(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_old(jsonb) IS 'Was used once.
@deprecated Use doIt.';
-- Read models that have the name of a type of a command.
CREATE VIEW v_a AS SELECT 1 AS id, jsonb_build_object('__typename', 'DoItResult', 'id', 1) AS data;
CREATE VIEW v_b AS SELECT 1 AS id, jsonb_build_object('__typename', 'ABCError', 'id', 1) AS data;
