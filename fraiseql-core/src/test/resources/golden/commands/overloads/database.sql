-- The first by signature has the name; the other can ask for one of its own.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);

CREATE FUNCTION fn_do_it(json) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_do_it(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_do_it(uuid) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_try(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_try(json) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_try(jsonb) IS '@name tryBinary';
CREATE FUNCTION fn_leave(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_leave(json) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_leave(json) IS '@omit';
