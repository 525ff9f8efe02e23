CREATE TABLE tb_orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text NOT NULL DEFAULT current_setting('app.tenant'),
  number text NOT NULL UNIQUE,
  total numeric(10, 2) NOT NULL
);

CREATE VIEW v_orders AS
SELECT id, jsonb_build_object('__typename', 'Order', 'id', id, 'number', number, 'total', total) AS data
FROM tb_orders
WHERE tenant = current_setting('app.tenant', true);

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE place_order_input AS (number text, total numeric);

CREATE FUNCTION fn_place_order(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
DECLARE
  placed bigint;
BEGIN
  INSERT INTO tb_orders (number, total)
  VALUES (input->>'number', (input->>'total')::numeric)
  RETURNING id INTO placed;
  RETURN (true, 'placed'::text, jsonb_build_object('id', placed));
END $$;

COMMENT ON FUNCTION fn_place_order(jsonb) IS E'Places an order.\n@returns v_orders';
