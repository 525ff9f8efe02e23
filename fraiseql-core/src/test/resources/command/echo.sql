-- Commands that answer what they were given, of nearly every kind of value.

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE mood AS ENUM ('happy', 'so-so', '2 bad', 'it''s', 'true', '"quoted"', 'back\slash', 'Ünïcödé');
CREATE DOMAIN amount AS numeric;
CREATE TYPE inner_input AS (n numeric, t text, moods mood[], deep jsonb);
CREATE TYPE echo_input AS (
  a_short int2, an_int int4, a_long int8, a_number numeric, an_amount amount, a_real float4, a_double float8,
  a_text text, a_varchar varchar, a_date date, a_time time, a_stamp timestamptz, a_span interval, a_uuid uuid, a_flag boolean,
  some_bytes bytea, a_json json, a_jsonb jsonb, a_mood mood, texts text[], numbers numeric[], flags boolean[], dates date[],
  moods mood[], jsons jsonb[], an_inner inner_input, inners inner_input[]);

CREATE FUNCTION fn_echo(input jsonb) RETURNS mutation_result LANGUAGE sql AS $$
  SELECT ROW(true, 'Here you are', jsonb_build_object('got', input))::mutation_result $$;
COMMENT ON FUNCTION fn_echo(jsonb) IS '@data {got: jsonb!}';

CREATE FUNCTION fn_repeat(input echo_input) RETURNS mutation_result LANGUAGE sql AS $$
  SELECT ROW(true, 'Here you are', jsonb_build_object('got', input))::mutation_result $$;
COMMENT ON FUNCTION fn_repeat(echo_input) IS '@data {got: jsonb!}';

CREATE FUNCTION fn_mirror(input json) RETURNS mutation_result LANGUAGE sql AS $$
  SELECT ROW(true, 'Here you are', jsonb_build_object('got', input))::mutation_result $$;
COMMENT ON FUNCTION fn_mirror(json) IS '@input echo_input
@data {got: jsonb!}';
