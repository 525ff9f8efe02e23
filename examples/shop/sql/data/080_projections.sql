-- Triggers on again, then the stored read models, from tables whose statistics are known.

SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE tb_orders ENABLE TRIGGER USER;
ALTER TABLE tb_order_items ENABLE TRIGGER USER;
ALTER TABLE tb_customers ENABLE TRIGGER USER;
ALTER TABLE tb_customer_addresses ENABLE TRIGGER USER;
ALTER TABLE tb_products ENABLE TRIGGER USER;
ALTER TABLE tb_domain_events ENABLE TRIGGER USER;
ALTER TABLE tb_projects ENABLE TRIGGER USER;
ALTER TABLE sales.tb_orders ENABLE TRIGGER USER;
ANALYZE tb_customers, tb_products, tb_orders, tb_order_items, tb_reviews;
DO $$ BEGIN PERFORM fn_refresh_order_projection(); END $$;
SELECT 'orders for search' AS what, count(*) AS rows FROM tv_order_search_projection;
DO $$ BEGIN PERFORM fn_refresh_product_analytics(); END $$;
SELECT 'product analytics' AS what, count(*) AS rows FROM tv_product_analytics;
DO $$ BEGIN PERFORM fn_refresh_customer_360(); END $$;
SELECT 'customers, 360 degrees' AS what, count(*) AS rows FROM mv_customer_360;
