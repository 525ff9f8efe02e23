-- The other contexts, small.

INSERT INTO inventory.tb_stock_levels(id, product_id, warehouse_id, quantity, reserved)
SELECT md5('level:' || id)::uuid, product_id, warehouse_id, quantity, reserved FROM tb_inventory;
INSERT INTO catalog.tb_categories(id, name, slug)
SELECT md5('ccategory:' || g)::uuid, 'Area ' || g, 'area-' || g FROM generate_series(1, 5) g;
INSERT INTO catalog.tb_categories(id, parent_id, name, slug)
SELECT md5('ccategory:' || g)::uuid, md5('ccategory:' || (1 + g % 5))::uuid, 'Area ' || g, 'area-' || g FROM generate_series(6, 20) g;
INSERT INTO catalog.tb_products(id, sku, name, category_id, base_price, status)
SELECT id, sku, name, md5('ccategory:' || (1 + row_number() OVER (ORDER BY sku) % 20))::uuid, base_price, status FROM tb_products;
INSERT INTO catalog.tb_product_variants(id, product_id, sku_suffix, attributes, price_adjustment)
SELECT id, product_id, sku_suffix, attributes, price_adjustment FROM tb_product_variants;
INSERT INTO inventory.tb_stock(id, variant_id, warehouse_id, quantity, reserved)
SELECT md5('stock:' || id)::uuid, id, md5('warehouse:1')::uuid, 50, 5 FROM tb_product_variants;
-- every fifth order is known to the sales context too
INSERT INTO sales.tb_orders(id, customer_id, total_amount, status)
SELECT md5('order:' || o)::uuid, t.customer_id, t.total_amount, 'placed'
FROM generate_series(5, pg_temp.seed('customers') * 5, 5) o JOIN tb_orders t ON t.id = md5('order:' || o)::uuid;
INSERT INTO sales.tb_order_items(id, order_id, product_id, quantity)
SELECT i.id, i.order_id, i.product_id, i.quantity FROM tb_order_items i JOIN sales.tb_orders s ON s.id = i.order_id;
SELECT 'stock levels' AS what, count(*) AS rows FROM inventory.tb_stock_levels;
SELECT 'orders of the sales context' AS what, count(*) AS rows FROM sales.tb_orders;
