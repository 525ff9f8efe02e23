-- Commands (fn_): the only way in which the API changes a shop table. The composite type before each says what it takes;
-- it takes jsonb all the same, in which a key that is absent differs from one that is null, and checks what it is given.

CREATE FUNCTION fn_apply_coupon(p_order_id uuid, p_code text) RETURNS numeric
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_discount numeric;
BEGIN
  UPDATE tb_coupons SET used = used + 1
  WHERE code = p_code AND (valid_until IS NULL OR valid_until > now()) AND (max_uses IS NULL OR used < max_uses);
  IF NOT FOUND THEN PERFORM fn_break_rule('COUPON_INVALID', 'Coupon is not valid'); END IF;
  UPDATE tb_orders o SET coupon_code = p_code, discount = round(o.subtotal * c.percent_off / 100, 2),
    total_amount = o.subtotal - round(o.subtotal * c.percent_off / 100, 2)
  FROM tb_coupons c WHERE o.id = p_order_id AND c.code = p_code RETURNING o.discount INTO v_discount;
  RETURN v_discount;
END $$;

CREATE TYPE order_item_input AS (product_id uuid, variant_id uuid, quantity quantity, price numeric);
CREATE TYPE create_order_input AS (customer_id uuid, items order_item_input[], shipping_address_id uuid, billing_address_id uuid,
  coupon_code text, notes text);
CREATE FUNCTION fn_create_order(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$  -- no temporary table stands in for ours
DECLARE
  v_customer uuid := fn_try_uuid(input_data->>'customer_id');
  v_ship     uuid := fn_try_uuid(input_data->>'shipping_address_id');
  v_bill     uuid := fn_try_uuid(input_data->>'billing_address_id');
  v_items    jsonb := input_data->'items';
  v_key      text := input_data->>'idempotency_key';
  v_order    tb_orders;
  v_lines    jsonb;
  v_bad      jsonb;
  v_known    jsonb;
  v_result   mutation_result;
  v_message  text;
  v_code     text;
BEGIN
  -- 1. validate before the first write
  IF coalesce(jsonb_typeof(v_items), '') <> 'array' THEN
    RETURN fn_failure('INVALID_INPUT', 'items must be a list');
  END IF;
  IF jsonb_array_length(v_items) NOT BETWEEN 1 AND 200 THEN
    RETURN fn_failure('INVALID_INPUT', 'items must have 1 to 200 entries');
  END IF;
  IF length(input_data->>'notes') > 4000 THEN
    RETURN fn_failure('INVALID_INPUT', 'notes has at most 4000 characters');
  END IF;
  PERFORM 1 FROM tb_customers WHERE id = v_customer AND status = 'active' FOR SHARE;  -- nobody deactivates it meanwhile
  IF NOT FOUND THEN RETURN fn_failure('CUSTOMER_NOT_FOUND', 'Customer not found or inactive'); END IF;
  IF (input_data->>'shipping_address_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM tb_customer_addresses WHERE id = v_ship AND customer_id = v_customer))
  OR (input_data->>'billing_address_id' IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM tb_customer_addresses WHERE id = v_bill AND customer_id = v_customer)) THEN
    RETURN fn_failure('ADDRESS_NOT_FOUND', 'Address not found');                           -- another customer's too
  END IF;

  -- price comes from the catalogue; a price in the input is only compared
  WITH line AS (
    SELECT n, item, fn_try_uuid(item->>'product_id') AS product_id, fn_try_uuid(item->>'variant_id') AS variant_id,
           CASE WHEN item->>'quantity' ~ '^[0-9]{1,5}$' THEN (item->>'quantity')::int END AS quantity,
           CASE WHEN jsonb_typeof(item->'price') = 'number' THEN (item->>'price')::numeric END AS price
    FROM jsonb_array_elements(v_items) WITH ORDINALITY AS x(item, n)
  ), priced AS (
    SELECT l.*, p.base_price + coalesce(v.price_adjustment, 0) AS unit_price,
      CASE WHEN l.quantity IS NULL OR l.quantity NOT BETWEEN 1 AND 10000 THEN 'INVALID_QUANTITY'
           WHEN p.id IS NULL OR p.status <> 'active' THEN 'PRODUCT_UNAVAILABLE'
           WHEN l.item->>'variant_id' IS NOT NULL AND v.id IS NULL THEN 'VARIANT_UNAVAILABLE'
           WHEN l.price IS NOT NULL AND l.price <> p.base_price + coalesce(v.price_adjustment, 0) THEN 'PRICE_CHANGED' END AS bad
    FROM line l
    LEFT JOIN tb_products p ON p.id = l.product_id
    LEFT JOIN tb_product_variants v ON v.id = l.variant_id AND v.product_id = p.id
  )
  SELECT jsonb_agg(jsonb_build_object('n', n, 'product_id', product_id, 'variant_id', variant_id,
           'quantity', quantity, 'unit_price', unit_price) ORDER BY n),
         jsonb_agg(jsonb_build_object('line', n, 'code', bad) ORDER BY n) FILTER (WHERE bad IS NOT NULL)
  INTO v_lines, v_bad FROM priced;
  IF v_bad IS NOT NULL THEN
    RETURN fn_failure('ITEMS_INVALID', 'One or more items cannot be ordered', v_bad);
  END IF;

  -- 2. the same request again gives the same answer
  IF v_key IS NOT NULL THEN
    INSERT INTO tb_idempotency_keys(scope, key) VALUES ('fn_create_order:' || v_customer, v_key) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT result INTO v_known FROM tb_idempotency_keys WHERE scope = 'fn_create_order:' || v_customer AND key = v_key;
      RETURN ROW(true, 'Order created successfully', v_known)::mutation_result;
    END IF;
  END IF;

  -- 3. write the aggregate once, with its total: one OrderCreated event
  INSERT INTO tb_orders (customer_id, shipping_address_id, billing_address_id, notes, subtotal, total_amount)
  SELECT v_customer, v_ship, v_bill, input_data->>'notes', sum(quantity * unit_price), sum(quantity * unit_price)
  FROM jsonb_to_recordset(v_lines) AS l(quantity int, unit_price numeric)
  RETURNING * INTO v_order;
  INSERT INTO tb_order_items (order_id, line_no, product_id, variant_id, quantity, unit_price)
  SELECT v_order.id, n, product_id, variant_id, quantity, unit_price
  FROM jsonb_to_recordset(v_lines) AS l(n int, product_id uuid, variant_id uuid, quantity int, unit_price numeric);
  IF input_data->>'coupon_code' IS NOT NULL THEN
    PERFORM fn_apply_coupon(v_order.id, input_data->>'coupon_code');
    SELECT * INTO v_order FROM tb_orders WHERE id = v_order.id;
  END IF;

  v_result := ROW(true, 'Order created successfully', jsonb_build_object('id', v_order.id,
    'order_number', v_order.order_number, 'total', v_order.total_amount, 'status', v_order.status))::mutation_result;
  IF v_key IS NOT NULL THEN
    UPDATE tb_idempotency_keys SET result = v_result.data WHERE scope = 'fn_create_order:' || v_customer AND key = v_key;
  END IF;
  RETURN v_result;
EXCEPTION WHEN SQLSTATE 'DR001' THEN                           -- a rule of ours, and nothing else
  GET STACKED DIAGNOSTICS v_message = MESSAGE_TEXT, v_code = PG_EXCEPTION_HINT;
  RETURN fn_failure(v_code, v_message);
END $$;

CREATE TYPE ship_order_input AS (order_id uuid, tracking_number text);
CREATE FUNCTION fn_ship_order(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE o tb_orders;
BEGIN
  SELECT * INTO o FROM tb_orders WHERE id = fn_try_uuid(input_data->>'order_id') FOR UPDATE;
  IF NOT FOUND THEN RETURN fn_failure('ORDER_NOT_FOUND', 'Order not found'); END IF;
  IF o.status NOT IN ('pending', 'paid', 'fulfilling') THEN
    RETURN fn_failure('WRONG_STATUS', 'Order cannot be shipped', jsonb_build_object('status', o.status));
  END IF;
  UPDATE tb_orders SET status = 'shipped', shipping_status = 'shipped', shipped_at = now(),
    tracking_number = left(input_data->>'tracking_number', 100) WHERE id = o.id RETURNING * INTO o;
  INSERT INTO tb_order_fulfillment(order_id, status, shipped_at) VALUES (o.id, 'shipped', o.shipped_at)
  ON CONFLICT (order_id) DO UPDATE SET status = EXCLUDED.status, shipped_at = EXCLUDED.shipped_at;
  PERFORM fn_publish_domain_event('Order', o.id, 'OrderShipped',
    jsonb_build_object('order_id', o.id, 'shipped_at', o.shipped_at, 'tracking_number', o.tracking_number), 'sales');
  RETURN ROW(true, 'Order shipped', jsonb_build_object('id', o.id, 'status', o.status))::mutation_result;
END $$;

CREATE TYPE mark_order_fulfilling_input AS (order_id uuid, warehouse_id uuid);
CREATE FUNCTION fn_mark_order_fulfilling(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  o tb_orders;
  v_warehouse uuid := fn_try_uuid(input_data->>'warehouse_id');
  r record;
  v_message text; v_code text;
BEGIN
  SELECT * INTO o FROM tb_orders WHERE id = fn_try_uuid(input_data->>'order_id') FOR UPDATE;
  IF NOT FOUND THEN RETURN fn_failure('ORDER_NOT_FOUND', 'Order not found'); END IF;
  IF o.status NOT IN ('pending', 'paid') THEN
    RETURN fn_failure('WRONG_STATUS', 'Order cannot be fulfilled', jsonb_build_object('status', o.status));
  END IF;
  -- check and reserve in one step, rows locked in one order (no check-then-act, no deadlock between orders)
  FOR r IN SELECT product_id, sum(quantity)::int AS q FROM tb_order_items WHERE order_id = o.id
           GROUP BY product_id ORDER BY product_id LOOP
    UPDATE tb_inventory SET reserved = reserved + r.q
    WHERE product_id = r.product_id AND warehouse_id = v_warehouse AND quantity - reserved >= r.q;
    IF NOT FOUND THEN PERFORM fn_break_rule('OUT_OF_STOCK', 'Insufficient inventory'); END IF;
  END LOOP;
  UPDATE tb_orders SET status = 'fulfilling', shipping_status = 'fulfilling' WHERE id = o.id RETURNING * INTO o;
  INSERT INTO tb_order_fulfillment(order_id, warehouse_id, status) VALUES (o.id, v_warehouse, 'fulfilling')
  ON CONFLICT (order_id) DO UPDATE SET status = EXCLUDED.status, warehouse_id = EXCLUDED.warehouse_id;
  RETURN ROW(true, 'Order is being fulfilled', jsonb_build_object('id', o.id, 'status', o.status))::mutation_result;
EXCEPTION WHEN SQLSTATE 'DR001' THEN
  GET STACKED DIAGNOSTICS v_message = MESSAGE_TEXT, v_code = PG_EXCEPTION_HINT;
  RETURN fn_failure(v_code, v_message);
END $$;

CREATE TYPE cancellation AS (order_id uuid, reason text);
CREATE FUNCTION fn_cancel_order(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE o tb_orders;
BEGIN
  SELECT * INTO o FROM tb_orders WHERE id = fn_try_uuid(input_data->>'order_id') FOR UPDATE;
  IF NOT FOUND THEN RETURN fn_failure('ORDER_NOT_FOUND', 'Order not found'); END IF;
  IF o.status NOT IN ('pending', 'paid') THEN
    RETURN fn_failure('WRONG_STATUS', 'Order cannot be cancelled', jsonb_build_object('status', o.status));
  END IF;
  UPDATE tb_orders SET status = 'cancelled' WHERE id = o.id RETURNING * INTO o;
  UPDATE tb_coupons SET used = used - 1 WHERE code = o.coupon_code AND used > 0;           -- it can be used again
  PERFORM fn_publish_domain_event('Order', o.id, 'OrderCancelled',
    jsonb_build_object('order_id', o.id, 'reason', left(input_data->>'reason', 500)), 'sales');
  RETURN ROW(true, 'Order cancelled', jsonb_build_object('id', o.id, 'status', o.status))::mutation_result;
END $$;

-- Without checks of its own: that product and customer exist, that the rating is one, that there is one review for both
-- is what the table says, and the constraints' comments say what a client is told.
CREATE TYPE add_review_input AS (product_id uuid, customer_id uuid, rating rating, title text, body text);
CREATE FUNCTION fn_add_review(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_id uuid;
BEGIN
  INSERT INTO tb_reviews (product_id, customer_id, rating, title, body)
  VALUES (fn_try_uuid(input_data->>'product_id'), fn_try_uuid(input_data->>'customer_id'),
    CASE WHEN input_data->>'rating' ~ '^[0-9]{1,5}$' THEN (input_data->>'rating')::int END,
    left(input_data->>'title', 200), input_data->>'body')
  RETURNING id INTO v_id;
  RETURN ROW(true, 'Thank you for your review', jsonb_build_object('id', v_id))::mutation_result;
END $$;

-- A key that is absent leaves the column as it is; null clears it, where it may be null.
CREATE TYPE update_customer_input AS (customer_id uuid, name text, email email_address, phone text);
CREATE FUNCTION fn_update_customer(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_id uuid := fn_try_uuid(input_data->>'customer_id');
BEGIN
  IF length(input_data->>'name') > 200 OR length(input_data->>'email') > 255 OR length(input_data->>'phone') > 40 THEN
    RETURN fn_failure('INVALID_INPUT', 'name, email and phone have at most 200, 255 and 40 characters');
  END IF;
  UPDATE tb_customers SET
    name  = CASE WHEN input_data ? 'name'  THEN input_data->>'name'  ELSE name  END,
    email = CASE WHEN input_data ? 'email' THEN input_data->>'email' ELSE email END,
    phone = CASE WHEN input_data ? 'phone' THEN input_data->>'phone' ELSE phone END
  WHERE id = v_id AND status <> 'blocked';
  IF NOT FOUND THEN RETURN fn_failure('CUSTOMER_NOT_FOUND', 'Customer not found or blocked'); END IF;
  RETURN ROW(true, 'Customer updated', jsonb_build_object('id', v_id))::mutation_result;
END $$;
