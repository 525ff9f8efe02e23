-- All forms in which a command can take its input and give its answer.
CREATE SCHEMA shared;
CREATE TYPE shared.answer AS (data json, success boolean, message varchar(100));
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE thing AS (name text, "Size of it" int);
CREATE DOMAIN document AS jsonb;
CREATE DOMAIN yes AS boolean;
CREATE FUNCTION fn_take_jsonb(input_data jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_json(input_data json) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_domain(input_data document) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_thing(t thing) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_default(input_data jsonb DEFAULT '{}') RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_take_more(input_data jsonb, dry_run boolean DEFAULT false) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_give_set(jsonb) RETURNS SETOF mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_give_table(jsonb) RETURNS TABLE (success boolean, message text, data jsonb) LANGUAGE sql AS $$ SELECT true, '', NULL::jsonb $$;
CREATE FUNCTION fn_give_out(jsonb, OUT success yes, OUT message text, OUT data jsonb) LANGUAGE sql AS $$ SELECT true::yes, '', NULL::jsonb $$;
CREATE FUNCTION fn_give_other(jsonb) RETURNS shared.answer LANGUAGE sql AS $$ SELECT NULL::shared.answer $$;
