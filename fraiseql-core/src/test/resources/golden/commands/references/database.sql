-- Annotations that speak of something that is not there.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE SCHEMA sales;
CREATE VIEW v_order_aggregate AS SELECT 1 AS id, jsonb_build_object('id', 1) AS data;
CREATE VIEW v_hidden AS SELECT 1 AS id, jsonb_build_object('id', 1) AS data;
COMMENT ON VIEW v_hidden IS '@omit';
CREATE VIEW sales."v_Odd" AS SELECT 1 AS id, jsonb_build_object('id', 1) AS data;
CREATE TYPE ship_input AS (order_id uuid, note text);
CREATE FUNCTION fn_lock_aggregate(text, uuid) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
CREATE FUNCTION fn_ship(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_ship(jsonb) IS E'@returns v_order_agregate\n@aggregate Order orderid';
CREATE FUNCTION fn_bill(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_bill(jsonb) IS E'@returns sales."v_Odd" as odd\n@input ship_inptu\n@aggregate Order "id"';
CREATE FUNCTION fn_hide(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_hide(jsonb) IS E'@returns v_hidden\n@input ship_input\n@aggregate Order note';
CREATE FUNCTION fn_row(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_row(jsonb) IS E'@input v_order_aggregate\n@returns nowhere.at_all';
