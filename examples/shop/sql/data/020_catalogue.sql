-- Categories, manufacturers, products with variants and stock.

INSERT INTO tb_categories(id, parent_id, name, slug, created_at)
SELECT md5('category:' || g)::uuid, CASE WHEN g > 5 THEN md5('category:' || (1 + g % 5))::uuid END,
       'Category ' || g, 'category-' || g, pg_temp.seed_base() - interval '2 years'
FROM generate_series(1, 20) g;
INSERT INTO tb_manufacturers(id, name, country)
SELECT md5('manufacturer:' || g)::uuid, 'Manufacturer ' || g, (ARRAY['US','DE','JP','FR','IN'])[1 + g % 5]
FROM generate_series(1, 25) g;

INSERT INTO tb_products(id, sku, name, description, base_price, status, category_id, manufacturer_id, metadata, created_at, updated_at)
SELECT md5('product:' || g)::uuid, 'SKU-' || lpad(g::text, 7, '0'),
       (ARRAY['Red','Blue','Small','Large','Smart','Classic','Light'])[1 + g % 7] || ' ' ||
       (ARRAY['chair','lamp','phone','kettle','jacket','drill','keyboard','book','tent'])[1 + g % 9] || ' ' || g,
       'Description of product ' || g || ': "quotes", ünïcödé, 100 % <safe> & sound.',
       (100 + pg_temp.h(g, 1, 29900)) / 100.0, CASE WHEN g % 50 = 49 THEN 'retired' ELSE 'active' END,
       CASE WHEN g % 40 <> 0 THEN md5('category:' || (1 + g % 20))::uuid END, md5('manufacturer:' || (1 + g % 25))::uuid,
       jsonb_build_object('weight', pg_temp.h(g, 2, 5000), 'tags', jsonb_build_array('t' || g % 10, 't' || g % 13)),
       pg_temp.seed_base() - make_interval(mins => 525600 + pg_temp.h(g, 3, 525600)::int), pg_temp.seed_base() - interval '1 year'
FROM generate_series(1, pg_temp.seed('products')) g;
SELECT 'categories' AS what, count(*) AS rows FROM tb_categories;
SELECT 'manufacturers' AS what, count(*) AS rows FROM tb_manufacturers;
SELECT 'products' AS what, count(*) AS rows FROM tb_products;
INSERT INTO tb_product_variants(id, product_id, sku_suffix, attributes, price_adjustment)
SELECT md5('variant:' || g || ':' || v)::uuid, md5('product:' || g)::uuid, 'V' || v,
       jsonb_build_object('size', (ARRAY['S','XL'])[v]), (v - 1) * 5
FROM generate_series(3, pg_temp.seed('products'), 3) g, generate_series(1, 2) v;
INSERT INTO tb_inventory(id, product_id, warehouse_id, quantity, reserved)
SELECT md5('inventory:' || g || ':' || w)::uuid, md5('product:' || g)::uuid, md5('warehouse:' || w)::uuid,
       pg_temp.h(g, 10 + w, 1000) + 20, pg_temp.h(g, 20 + w, 20)
FROM generate_series(1, pg_temp.seed('products')) g, generate_series(1, 2) w;
SELECT 'product variants' AS what, count(*) AS rows FROM tb_product_variants;
SELECT 'stock rows' AS what, count(*) AS rows FROM tb_inventory;
