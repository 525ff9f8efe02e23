-- What the service adds to the shop's model: stock of a warehouse, reservations, payments. Each command writes one
-- aggregate; that all of them happen or none is the transaction of the service.

SET ROLE shop_owner;

CREATE VIEW v_stock WITH (security_invoker = true) AS
SELECT id, product_id, warehouse_id, jsonb_build_object('__typename', 'Stock', 'id', id, 'product_id', product_id,
  'warehouse_id', warehouse_id, 'available', quantity - reserved) AS data
FROM tb_inventory;
COMMENT ON VIEW v_stock IS 'What a warehouse has of a product.';

CREATE TABLE tb_reservations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id uuid NOT NULL UNIQUE REFERENCES tb_orders(id),
    warehouse_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TYPE reserved_item AS (product_id uuid, quantity quantity);
CREATE TYPE reserve_items_input AS (order_id uuid, warehouse_id uuid, items reserved_item[]);
CREATE FUNCTION fn_reserve_items(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_id uuid;
  r record;
BEGIN
  -- Rows are locked in one order, so that two orders do not wait for each other.
  FOR r IN SELECT (i->>'product_id')::uuid AS product_id, sum((i->>'quantity')::int)::int AS q
           FROM jsonb_array_elements(input_data->'items') AS i GROUP BY 1 ORDER BY 1 LOOP
    UPDATE tb_inventory SET reserved = reserved + r.q
    WHERE product_id = r.product_id AND warehouse_id = (input_data->>'warehouse_id')::uuid AND quantity - reserved >= r.q;
    IF NOT FOUND THEN RETURN fn_failure('OUT_OF_STOCK', 'Insufficient inventory'); END IF;
  END LOOP;
  INSERT INTO tb_reservations(order_id, warehouse_id)
  VALUES ((input_data->>'order_id')::uuid, (input_data->>'warehouse_id')::uuid) RETURNING id INTO v_id;
  RETURN ROW(true, 'Reserved', jsonb_build_object('id', v_id, 'reservation_id', v_id))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_reserve_items(jsonb) IS E'Reserves an order''s items in a warehouse.\n@data {reservation_id: uuid!}\n@error OUT_OF_STOCK The warehouse has not enough of a product.';

CREATE TABLE tb_payments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id uuid NOT NULL UNIQUE REFERENCES tb_orders(id),
    amount numeric(14,2) NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TYPE capture_payment_input AS (order_id uuid, amount numeric);
CREATE FUNCTION fn_capture_payment(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_amount numeric := (input_data->>'amount')::numeric;
  v_id uuid;
BEGIN
  PERFORM 1 FROM tb_orders o JOIN tb_customers c ON c.id = o.customer_id
  WHERE o.id = (input_data->>'order_id')::uuid AND v_amount <= c.credit_limit;
  IF NOT FOUND THEN RETURN fn_failure('PAYMENT_REFUSED', 'The amount is above the credit limit'); END IF;
  INSERT INTO tb_payments(order_id, amount) VALUES ((input_data->>'order_id')::uuid, v_amount) RETURNING id INTO v_id;
  RETURN ROW(true, 'Captured', jsonb_build_object('id', v_id, 'payment_id', v_id))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_capture_payment(jsonb) IS E'Captures the payment of an order.\n@data {payment_id: uuid!}\n@error PAYMENT_REFUSED The amount is above the credit limit.';

CREATE TYPE start_fulfilment_input AS (order_id uuid, warehouse_id uuid);
CREATE FUNCTION fn_start_fulfilment(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE o tb_orders;
BEGIN
  SELECT * INTO o FROM tb_orders WHERE id = (input_data->>'order_id')::uuid FOR UPDATE;
  IF NOT FOUND THEN RETURN fn_failure('ORDER_NOT_FOUND', 'Order not found'); END IF;
  IF o.status NOT IN ('pending', 'paid') THEN
    RETURN fn_failure('WRONG_STATUS', 'Order cannot be fulfilled', jsonb_build_object('status', o.status));
  END IF;
  UPDATE tb_orders SET status = 'fulfilling', shipping_status = 'fulfilling' WHERE id = o.id;
  INSERT INTO tb_order_fulfillment(order_id, warehouse_id, status) VALUES (o.id, (input_data->>'warehouse_id')::uuid, 'fulfilling')
  ON CONFLICT (order_id) DO UPDATE SET status = EXCLUDED.status, warehouse_id = EXCLUDED.warehouse_id;
  RETURN ROW(true, 'Order is being fulfilled', jsonb_build_object('id', o.id))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_start_fulfilment(jsonb) IS E'Gives a paid and reserved order to the warehouse.\n@returns v_order_aggregate\n@error ORDER_NOT_FOUND\n@error WRONG_STATUS It is on its way already.';

GRANT SELECT ON v_stock TO shop_api;
GRANT EXECUTE ON FUNCTION fn_reserve_items(jsonb), fn_capture_payment(jsonb), fn_start_fulfilment(jsonb) TO shop_api;
RESET ROLE;
