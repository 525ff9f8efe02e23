-- Versions of a read model, as published, in a database of its own: v_products stands in 010_catalogue.sql too, with
-- columns that this one has not. The published views read a column "price", which no published table has.

-- Added, because the document leaves it out:
CREATE TABLE tb_categories (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(100) NOT NULL);
CREATE TABLE tb_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(200) NOT NULL,
    price NUMERIC(10,2) NOT NULL,
    category_id UUID REFERENCES tb_categories(id)
);
CREATE TABLE tb_inventory (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id),
    quantity INT NOT NULL DEFAULT 0,
    reserved INT NOT NULL DEFAULT 0
);
CREATE VIEW v_categories AS
SELECT id, jsonb_build_object('__typename', 'Category', 'id', id, 'name', name) AS data FROM tb_categories;
CREATE VIEW v_inventory AS
SELECT product_id, jsonb_build_object('in_stock', SUM(quantity), 'available', SUM(quantity - reserved)) AS data
FROM tb_inventory GROUP BY product_id;
INSERT INTO tb_categories(id, name) VALUES (md5('category:1')::uuid, 'Lamps');
INSERT INTO tb_products(id, name, price, category_id) VALUES
  (md5('product:1')::uuid, 'Desk lamp', 19.90, md5('category:1')::uuid), (md5('product:2')::uuid, 'Thing', 5.00, NULL);
INSERT INTO tb_inventory(product_id, quantity, reserved) VALUES (md5('product:1')::uuid, 7, 2);

-- As published:
-- Version 1: Original schema
CREATE OR REPLACE VIEW v_products_v1 AS
SELECT
    id,
    jsonb_build_object(
        '__typename', 'Product',
        'id', id,
        'name', name,
        'price', price
    ) AS data
FROM tb_products;

-- Version 2: Add new fields, maintain backward compatibility
CREATE OR REPLACE VIEW v_products_v2 AS
SELECT
    id,
    jsonb_build_object(
        '__typename', 'Product',
        'id', id,
        'name', name,
        'price', price,
        -- New fields with defaults for backward compatibility
        'category', COALESCE(
            (SELECT data FROM v_categories WHERE id = p.category_id),
            jsonb_build_object('id', null, 'name', 'Uncategorized')
        ),
        'inventory', COALESCE(
            (SELECT data FROM v_inventory WHERE product_id = p.id),
            jsonb_build_object('in_stock', 0, 'available', false)
        )
    ) AS data
FROM tb_products p;

-- Transition strategy: Keep both versions
CREATE OR REPLACE VIEW v_products AS
SELECT * FROM v_products_v2;

-- Deprecation notice
COMMENT ON VIEW v_products_v1 IS
'DEPRECATED: Use v_products (v2). Will be removed in next major version.';
