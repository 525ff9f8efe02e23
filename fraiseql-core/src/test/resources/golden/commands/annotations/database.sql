-- Annotations that are malformed, unknown or in the wrong place.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE do_input AS (id uuid);
CREATE FUNCTION fn_do(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_do(jsonb) IS 'Does it.
@return v_things
@returns
@returns v_things
@input a b c
@error
@error TWICE Once.
@error TWICE Again.
@aggregate Order
@isolation chaos
@required
@shape {a: int}
It is done.';
CREATE TYPE leave_input AS (id uuid);
CREATE FUNCTION fn_leave(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_leave(jsonb) IS 'Leaves it.
@returns v_orders as not-a-name
@isolation Repeatable  READ
@data {id: uuid!, total: nonsense}';
COMMENT ON TYPE leave_input IS '@omit';
COMMENT ON COLUMN leave_input.id IS E'@requird\n@required';
CREATE TYPE stay_input AS (id uuid);
CREATE FUNCTION fn_stay(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_stay(jsonb) IS '@data [int]
@error out-of-stock Nothing is left.
@error true Odd.
@error INVALID_VALUE Not good.
@isolation serializable';
CREATE VIEW v_orders AS SELECT 1 AS id, jsonb_build_object('__typename', 'Order', 'id', 1) AS data;
COMMENT ON VIEW v_orders IS E'Orders.\n@returns v_orders';
CREATE TYPE broken_input AS (id uuid);
CREATE FUNCTION fn_broken(jsonb) RETURNS mutation_result LANGUAGE sql AS $$ SELECT NULL::mutation_result $$;
COMMENT ON FUNCTION fn_broken(jsonb) IS '@data {id: uuid!
never closed';
