-- What every command answers.
CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);

-- Whom requests run as: it reads, and calls commands. Roles belong to the whole server, so it may be there already.
DO $$ BEGIN CREATE ROLE {{role}} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;

-- What may be called is granted by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE TABLE tb_orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer text NOT NULL CONSTRAINT customer_has_a_name CHECK (customer <> ''),
  placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tb_order_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id uuid NOT NULL REFERENCES tb_orders ON DELETE CASCADE,
  position int NOT NULL,
  product text NOT NULL,
  quantity int NOT NULL CONSTRAINT quantity_is_positive CHECK (quantity > 0),
  price numeric(12, 2) NOT NULL CONSTRAINT price_is_not_negative CHECK (price >= 0),
  UNIQUE (order_id, position)
);

COMMENT ON COLUMN tb_orders.customer IS 'Who ordered.';
COMMENT ON COLUMN tb_orders.placed_at IS 'When the order came in.';
COMMENT ON COLUMN tb_order_lines.price IS 'Of one piece.';
COMMENT ON CONSTRAINT customer_has_a_name ON tb_orders IS '@message Say who orders.';
COMMENT ON CONSTRAINT quantity_is_positive ON tb_order_lines IS '@message At least one piece can be ordered.';
COMMENT ON CONSTRAINT price_is_not_negative ON tb_order_lines IS '@message A price is not negative.';

-- The read model: this document is the type Order, and its keys are the fields. Only what a query asks for is computed.
CREATE VIEW v_orders WITH (security_invoker = true) AS
SELECT
  o.id,
  jsonb_build_object(
    '__typename', 'Order',
    'id', o.id,
    'customer', o.customer,
    'placed_at', o.placed_at,
    'total', (SELECT coalesce(sum(l.quantity * l.price), 0) FROM tb_order_lines l WHERE l.order_id = o.id),
    'lines', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
        'product', l.product,
        'quantity', l.quantity,
        'price', l.price
      ) ORDER BY l.position), '[]'::jsonb)
      FROM tb_order_lines l WHERE l.order_id = o.id
    )
  ) AS data
FROM tb_orders o;

COMMENT ON VIEW v_orders IS 'An order with its lines.';

-- The command: this type is its input, the annotations below say what it answers.
CREATE TYPE order_line_input AS (product text, quantity int, price numeric);
CREATE TYPE place_order_input AS (customer text, lines order_line_input[]);

COMMENT ON TYPE place_order_input IS 'What is ordered by whom.';
COMMENT ON COLUMN place_order_input.customer IS E'Who orders.\n@required';
COMMENT ON COLUMN place_order_input.lines IS E'At least one.\n@required';
COMMENT ON COLUMN order_line_input.product IS '@required';
COMMENT ON COLUMN order_line_input.quantity IS '@required';
COMMENT ON COLUMN order_line_input.price IS '@required';

CREATE FUNCTION fn_place_order(input_data jsonb) RETURNS mutation_result
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH placed AS (
    INSERT INTO tb_orders (customer)
    SELECT input_data->>'customer' WHERE jsonb_array_length(input_data->'lines') > 0
    RETURNING id
  ), lines AS (
    INSERT INTO tb_order_lines (order_id, position, product, quantity, price)
    SELECT placed.id, line.position, line.value->>'product', (line.value->>'quantity')::int,
      (line.value->>'price')::numeric
    FROM placed, jsonb_array_elements(input_data->'lines') WITH ORDINALITY AS line (value, position)
  )
  SELECT true, 'The order is placed.', jsonb_build_object('id', id) FROM placed
  UNION ALL
  SELECT false, 'An order has at least one line.', jsonb_build_object('code', 'NO_LINES')
  WHERE NOT EXISTS (SELECT FROM placed)
$$;

COMMENT ON FUNCTION fn_place_order(jsonb) IS 'Places an order.
@returns v_orders as order
@error NO_LINES There are no lines.';

GRANT SELECT ON tb_orders, tb_order_lines, v_orders TO {{role}};
GRANT EXECUTE ON FUNCTION fn_place_order(jsonb) TO {{role}};
