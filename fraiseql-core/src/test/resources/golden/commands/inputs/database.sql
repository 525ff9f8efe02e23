-- Composite types as input objects.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE SCHEMA other;
CREATE TYPE mood AS ENUM ('good', 'not so good', 'true');
CREATE DOMAIN quantity AS int CHECK (VALUE > 0);
CREATE DOMAIN moods AS mood[];
CREATE TYPE place AS (street text, "ZIP code" text);
CREATE DOMAIN checked_place AS place CHECK ((VALUE).street <> '');
COMMENT ON TYPE place IS E'Where something is.\n@name Whereabouts';
CREATE TYPE other.place AS (x float8, y real);
CREATE TABLE tb_rows (id int, note text);
COMMENT ON COLUMN tb_rows.note IS E'A note.\n@deprecated Write nothing.';
CREATE TYPE empty AS ();
CREATE TYPE all_types_input AS (
  a_bool boolean, a_small smallint, an_int int, a_big bigint, a_numeric numeric(10,2), a_real real, a_double float8,
  a_text text, a_varchar varchar(10), a_char char(3), a_uuid uuid, a_date date, a_time time, a_stamp timestamptz, a_local timestamp,
  an_interval interval, a_json json, a_jsonb jsonb, some_bytes bytea, a_net inet, a_range int4range,
  a_mood mood, many_moods mood[], domain_moods moods, a_quantity quantity, quantities quantity[], texts text[], grid int[][],
  a_place place, some_places place[], checked checked_place, other_place other.place, a_row tb_rows, nothing empty);
CREATE FUNCTION fn_all_types(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;

CREATE TYPE notes_input AS (kept text, hidden text, old text, "old but needed" text, "größe" text, already_camel int, "alreadyCamel" int);
COMMENT ON TYPE notes_input IS 'What is said of attributes.';
COMMENT ON COLUMN notes_input.kept IS E'Must be given.\n@required';
COMMENT ON COLUMN notes_input.hidden IS '@omit';
COMMENT ON COLUMN notes_input.old IS E'Not needed.\n@deprecated Leave it out.';
COMMENT ON COLUMN notes_input."old but needed" IS E'@required\n@deprecated Some day.';
COMMENT ON COLUMN notes_input.already_camel IS '@name other';
CREATE FUNCTION fn_notes(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;

CREATE TYPE node_input AS (name text);
CREATE TYPE tree_input AS (root node_input, nodes node_input[]);
CREATE FUNCTION fn_tree(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_node(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;

CREATE TYPE nothing_input AS ();
CREATE FUNCTION fn_nothing(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_untyped(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION "fn_Untyped Too"(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
CREATE FUNCTION fn_shared(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_shared(jsonb) IS '@input notes_input';
CREATE FUNCTION fn_elsewhere(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_elsewhere(jsonb) IS '@input "other".place';
-- Called as the filter of a read model is: that keeps its name.
CREATE VIEW v_orders AS SELECT 1 AS id, jsonb_build_object('__typename', 'Order', 'id', 1) AS data;
CREATE TYPE order_filter AS (name text);
CREATE FUNCTION fn_filter(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_filter(jsonb) IS '@input order_filter';
