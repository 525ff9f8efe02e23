-- What a command answers with.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE do_input AS (id uuid);
CREATE FUNCTION fn_lock_aggregate(text, uuid) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
CREATE TYPE mood AS ENUM ('good', 'not so good');
CREATE VIEW v_orders AS SELECT 1 AS id, jsonb_build_object('__typename', 'Order', 'id', 1, 'total', 1.5) AS data;
CREATE VIEW v_messages AS SELECT 1 AS id, jsonb_build_object('__typename', 'Message', 'id', 1) AS data;
CREATE VIEW v_totals AS SELECT jsonb_build_object('__typename', 'Total', 'sum', 1) AS data;
CREATE VIEW v_settings AS SELECT 1 AS id, to_jsonb(now()) AS data;
CREATE FUNCTION fn_order(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_order(jsonb) IS '@input do_input
@returns v_orders
@aggregate Order id
@data {id: uuid!, order: text, message: text, version: int, "order": int,
  feeling: mood!, feelings: mood[],
  lines: [{sku: text!, taxes: [{rate: numeric!}!]}!]!,
}
@error OUT_OF_STOCK';
CREATE FUNCTION fn_name(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_name(jsonb) IS E'@input do_input\n@returns public.v_orders as bought\n@data {order: text, version: int, code: text, \n"größe": int}';
CREATE FUNCTION fn_say(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_say(jsonb) IS E'@input do_input\n@returns v_messages';
CREATE FUNCTION fn_sum(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_sum(jsonb) IS E'@input do_input\n@returns v_totals';
CREATE FUNCTION fn_set(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_set(jsonb) IS E'@input do_input\n@returns v_settings';
CREATE FUNCTION fn_share(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_share(jsonb) IS E'@input do_input\n@data {order: {__typename: Order, id: int, total: numeric}}';
