-- Coupons, orders with their lines, fulfilments, reviews.

INSERT INTO tb_coupons(code, percent_off) VALUES ('TENOFF', 10), ('HALF', 50);
-- 5 orders per customer, 3 lines each; an order's subtotal is the sum of its lines
CREATE TEMP TABLE lines ON COMMIT DROP AS
SELECT o, l, 1 + pg_temp.skew(o * 3 + l, 5, pg_temp.seed('products')) AS p, 1 + pg_temp.h(o * 3 + l, 6, 4) AS quantity
FROM generate_series(1, pg_temp.seed('customers') * 5) o, generate_series(1, 3) l;
ANALYZE lines;
ANALYZE tb_products;
WITH sums AS (
  SELECT o, sum(l.quantity * p.base_price) AS subtotal
  FROM lines l JOIN tb_products p ON p.id = md5('product:' || l.p)::uuid GROUP BY o
), head AS (
  SELECT o, 1 + (o - 1) / 5 AS c, subtotal, CASE WHEN o % 20 = 0 THEN round(subtotal / 10, 2) ELSE 0 END AS discount,
         (ARRAY['pending','paid','fulfilling','shipped','delivered','delivered','delivered','delivered','shipped',
           'cancelled'])[1 + pg_temp.h(o, 7, 10)] AS status,
         pg_temp.seed_base() - make_interval(secs => pg_temp.h(o, 8, 31536000)::int) AS at
  FROM sums
)
INSERT INTO tb_orders(id, customer_id, shipping_address_id, billing_address_id, status, shipping_status, notes, coupon_code,
                      subtotal, discount, total_amount, order_date, shipped_at, created_at, updated_at)
SELECT md5('order:' || o)::uuid, md5('customer:' || c)::uuid, md5('address:' || c || ':1')::uuid, md5('address:' || c || ':2')::uuid,
       status, CASE WHEN status IN ('shipped', 'delivered') THEN 'shipped' WHEN status = 'fulfilling' THEN 'fulfilling' END,
       CASE WHEN o % 10 = 0 THEN 'Leave at the door, please. Order ' || o END, CASE WHEN o % 20 = 0 THEN 'TENOFF' END,
       subtotal, discount, subtotal - discount, at,
       CASE WHEN status IN ('shipped', 'delivered') THEN at + interval '2 days' END, at, at
FROM head ORDER BY at, o;
ANALYZE tb_orders;
SELECT 'orders' AS what, count(*) AS rows FROM tb_orders;
INSERT INTO tb_order_items(id, order_id, line_no, product_id, quantity, unit_price, created_at)
SELECT md5('item:' || l.o || ':' || l.l)::uuid, md5('order:' || l.o)::uuid, l.l, p.id, l.quantity, p.base_price, o.created_at
FROM lines l JOIN tb_products p ON p.id = md5('product:' || l.p)::uuid JOIN tb_orders o ON o.id = md5('order:' || l.o)::uuid;
SELECT 'order lines' AS what, count(*) AS rows FROM tb_order_items;
INSERT INTO tb_order_fulfillment(id, order_id, warehouse_id, status, shipped_at)
SELECT md5('fulfillment:' || id)::uuid, id, md5('warehouse:1')::uuid, shipping_status, shipped_at
FROM tb_orders WHERE shipping_status IS NOT NULL;
SELECT 'fulfilments' AS what, count(*) AS rows FROM tb_order_fulfillment;
INSERT INTO tb_reviews(id, product_id, customer_id, rating, title, body, created_at)
SELECT md5('review:' || g || ':' || r)::uuid, md5('product:' || g)::uuid,
       md5('customer:' || (1 + (pg_temp.h(g, 30, pg_temp.seed('customers')) + r) % pg_temp.seed('customers')))::uuid,
       1 + greatest(pg_temp.h(g * 7 + r, 9, 5), pg_temp.h(g * 7 + r, 11, 5)), 'Review ' || r, 'Text of review ' || r || ' for product ' || g,
       pg_temp.seed_base() - make_interval(mins => pg_temp.h(g * 7 + r, 12, 525600)::int)
FROM generate_series(1, pg_temp.seed('products')) g, generate_series(1, least(4, pg_temp.seed('customers'))) r WHERE r <= g % 5;
SELECT 'reviews' AS what, count(*) AS rows FROM tb_reviews;
