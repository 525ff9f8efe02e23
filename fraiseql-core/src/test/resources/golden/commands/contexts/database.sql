-- One name in several contexts: the first context has it, the others put their own in front.
CREATE SCHEMA sales;
CREATE SCHEMA "Odd Place";
CREATE TYPE sales.mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE order_input AS (id uuid);
CREATE TYPE sales.order_input AS (number text);
CREATE FUNCTION fn_order(jsonb) RETURNS sales.mutation_result LANGUAGE sql AS $$ SELECT NULL::sales.mutation_result $$;
CREATE FUNCTION sales.fn_order(jsonb) RETURNS sales.mutation_result LANGUAGE sql AS $$ SELECT NULL::sales.mutation_result $$;
CREATE FUNCTION sales.fn_order(json) RETURNS sales.mutation_result LANGUAGE sql AS $$ SELECT NULL::sales.mutation_result $$;
CREATE FUNCTION "Odd Place".fn_order(jsonb) RETURNS sales.mutation_result LANGUAGE sql AS $$ SELECT NULL::sales.mutation_result $$;
COMMENT ON FUNCTION "Odd Place".fn_order(jsonb) IS '@input sales.order_input';
CREATE FUNCTION fn_sales_order(jsonb) RETURNS sales.mutation_result LANGUAGE sql AS $$ SELECT NULL::sales.mutation_result $$;
COMMENT ON FUNCTION fn_sales_order(jsonb) IS '@input order_input';
