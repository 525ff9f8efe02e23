-- The function that locks is looked for beside the routine, in public, in fraiseql.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE SCHEMA "My Sales";
CREATE TYPE "My Sales".order_input AS (order_id uuid);
CREATE FUNCTION "My Sales".fn_ship(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION "My Sales".fn_ship(jsonb) IS E'@input order_input\n@aggregate Order order_id\n@data {version: int, current_version: int}';
CREATE FUNCTION fn_lock_aggregate(text) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
CREATE FUNCTION fn_lock_aggregate(uuid, text) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
