-- Data for the reference model: reference.orders orders (60) of 3 lines each, a customer for every 5 orders, a product for every
-- 10 (20 to 2,000 of them). Same number, same rows. To be loaded after 040_contexts.sql and before 050_stored.sql;
-- a large number, as for a benchmark of v_order_aggregate, goes without 050_stored.sql, which would take hours:
--   PGOPTIONS='-c reference.orders=50000' psql -1 -f 010_catalogue.sql -f 020_customers.sql -f 030_orders.sql \
--     -f 040_contexts.sql -f data.sql
-- Order N is md5('order:N')::uuid, customer N md5('customer:N')::uuid, product N md5('product:N')::uuid.

SET timezone = 'UTC';
DO $$
DECLARE n int := coalesce(nullif(current_setting('reference.orders', true), ''), '60')::int;
BEGIN
  PERFORM set_config('reference.orders', n::text, false),
    set_config('reference.customers', greatest(1, (n + 4) / 5)::text, false),
    set_config('reference.products', greatest(20, least(2000, n / 10))::text, false);
END $$;

INSERT INTO tb_categories(id, name) SELECT md5('category:' || g)::uuid, 'Category ' || g FROM generate_series(1, 10) g;
INSERT INTO tb_manufacturers(id, name, country)
SELECT md5('manufacturer:' || g)::uuid, 'Manufacturer ' || g, (ARRAY['US','DE','JP'])[1 + g % 3] FROM generate_series(1, 10) g;
INSERT INTO tb_products(id, sku, name, description, base_price, category_id, manufacturer_id, created_at, updated_at)
SELECT md5('product:' || g)::uuid, 'SKU-' || lpad(g::text, 6, '0'), 'Product ' || g, CASE WHEN g % 4 <> 0 THEN 'About product ' || g END,
  5 + g % 200 + 0.95, CASE WHEN g % 20 <> 0 THEN md5('category:' || (1 + g % 10))::uuid END, md5('manufacturer:' || (1 + g % 10))::uuid,
  timestamptz '2025-01-01' + make_interval(mins => g), timestamptz '2025-01-01' + make_interval(mins => g)
FROM generate_series(1, current_setting('reference.products')::int) g;
INSERT INTO tb_inventory(id, product_id, quantity, reserved)
SELECT md5('inventory:' || g || ':' || w)::uuid, md5('product:' || g)::uuid, 10 + (g * 7 + w) % 90, (g + w) % 10
FROM generate_series(1, current_setting('reference.products')::int) g, generate_series(1, 2) w WHERE g % 15 <> 0;

INSERT INTO tb_customers(id, email, name, credit_limit, created_at)
SELECT md5('customer:' || g)::uuid, 'customer' || g || '@example.com', 'Customer ' || g, 100 * (g % 50),
  timestamptz '2025-01-01' + make_interval(mins => g)
FROM generate_series(1, current_setting('reference.customers')::int) g;
INSERT INTO tb_customer_addresses(id, customer_id, address_type, street_address, city, postal_code, country, is_default, created_at)
SELECT md5('address:' || g || ':' || a)::uuid, md5('customer:' || g)::uuid, (ARRAY['shipping','billing'])[a], g || ' Main Street',
  (ARRAY['Lyon','Porto','Oslo'])[1 + g % 3], CASE WHEN g % 7 <> 0 THEN lpad((g % 99999)::text, 5, '0') END,
  (ARRAY['FR','PT','NO'])[1 + g % 3], true, timestamptz '2025-01-01'
FROM generate_series(1, current_setting('reference.customers')::int) g, generate_series(1, 2) a;
INSERT INTO tb_customer_payment_methods(id, customer_id, payment_type, provider, token, is_default, created_at)
SELECT md5('payment:' || g)::uuid, md5('customer:' || g)::uuid, 'card', 'examplepay', 'tok_' || md5('token:' || g), true, timestamptz '2025-01-01'
FROM generate_series(1, current_setting('reference.customers')::int) g;

INSERT INTO tb_orders(id, customer_id, shipping_address_id, billing_address_id, status, notes, total_amount,
                      order_date, shipping_status, shipped_at, created_at, updated_at)
SELECT md5('order:' || g)::uuid, md5('customer:' || c)::uuid, CASE WHEN g % 10 <> 0 THEN md5('address:' || c || ':1')::uuid END,
  md5('address:' || c || ':2')::uuid, status, CASE WHEN g % 5 = 0 THEN 'Note of order ' || g END, 0,
  at, CASE WHEN status = 'shipped' THEN 'shipped' END, CASE WHEN status = 'shipped' THEN at + interval '1 day' END, at, at
FROM (SELECT g, 1 + (g - 1) / 5 AS c, (ARRAY['pending','paid','shipped','cancelled'])[1 + g % 4] AS status,
        timestamptz '2025-01-01' + make_interval(mins => g) AS at
      FROM generate_series(1, current_setting('reference.orders')::int) g) x;
-- 7919 is a prime: the lines of an order go over the whole catalogue
INSERT INTO tb_order_items(id, order_id, product_id, quantity, unit_price, created_at)
SELECT md5('item:' || g || ':' || l)::uuid, md5('order:' || g)::uuid, md5('product:' || p)::uuid, 1 + (g + l) % 4, 5 + p % 200 + 0.95,
  timestamptz '2025-01-01' + make_interval(mins => g, secs => l)
FROM (SELECT g, l, 1 + ((g::bigint * 3 + l) * 7919) % current_setting('reference.products')::int AS p
      FROM generate_series(1, current_setting('reference.orders')::int) g, generate_series(1, 3) l) x;
UPDATE tb_orders o SET total_amount = i.total
FROM (SELECT order_id, sum(quantity * unit_price) AS total FROM tb_order_items GROUP BY order_id) i WHERE i.order_id = o.id;

INSERT INTO sales.tb_orders(id, customer_id, total_amount, status)
SELECT id, customer_id, total_amount, status FROM tb_orders ORDER BY created_at LIMIT 10;
INSERT INTO sales.tb_order_items(id, order_id, product_id, quantity)
SELECT i.id, i.order_id, i.product_id, i.quantity FROM tb_order_items i JOIN sales.tb_orders s ON s.id = i.order_id;
INSERT INTO inventory.tb_stock_levels(id, product_id, warehouse_id, quantity, reserved)
SELECT md5('level:' || g || ':' || w)::uuid, md5('product:' || g)::uuid, md5('warehouse:' || w)::uuid, 20 + g % 30, g % 5
FROM generate_series(1, 20) g, generate_series(1, 2) w;
ANALYZE;
