-- The model of "Domain-Driven Database Design", with its views exactly as published, so that they can be tested as their
-- readers will write them. Only what they need to load is added, and marked so. Not an example to follow: examples/shop is
-- the same domain in good order.
--
-- Files are loaded in their order. 050_stored.sql comes after the data, since it stores what is there when it is loaded.
-- versions.sql is for a database of its own: its v_products has fewer columns than the one below, which it would replace,
-- and PostgreSQL drops no column of a view. Published but left out: the two tables of domain events, which differ in
-- their columns, and triggers and their functions, which show nothing.

-- Added, because the document leaves it out:
CREATE TABLE tb_categories (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(100) NOT NULL);
CREATE TABLE tb_manufacturers (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), name VARCHAR(200) NOT NULL, country VARCHAR(2));
CREATE VIEW v_categories AS
SELECT id, jsonb_build_object('__typename', 'Category', 'id', id, 'name', name) AS data FROM tb_categories;
CREATE VIEW v_manufacturers AS
SELECT id, jsonb_build_object('__typename', 'Manufacturer', 'id', id, 'name', name, 'country', country) AS data
FROM tb_manufacturers;

-- As published:
CREATE TABLE tb_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    sku VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    description TEXT,
    base_price NUMERIC(10,2) NOT NULL,
    category_id UUID REFERENCES tb_categories(id),
    manufacturer_id UUID REFERENCES tb_manufacturers(id),
    metadata JSONB DEFAULT '{}',
    created_at TIMESTAMPTZ DEFAULT NOW(),
    updated_at TIMESTAMPTZ DEFAULT NOW()
);

-- Added, because the document leaves it out:
ALTER TABLE tb_products ADD COLUMN status VARCHAR(50) NOT NULL DEFAULT 'active';
CREATE TABLE tb_inventory (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id),
    quantity INT NOT NULL DEFAULT 0,
    reserved INT NOT NULL DEFAULT 0
);
CREATE INDEX ON tb_inventory(product_id);

-- As published:
CREATE OR REPLACE VIEW v_products AS
SELECT
    p.id,
    p.category_id,  -- For filtering
    p.base_price,   -- For sorting
    p.created_at,   -- For sorting
    jsonb_build_object(
        '__typename', 'Product',
        'id', p.id,
        'sku', p.sku,
        'name', p.name,
        'description', p.description,
        'price', p.base_price,
        'category', c.data,
        'manufacturer', m.data,
        'inventory', (
            SELECT jsonb_build_object(
                'in_stock', SUM(i.quantity),
                'reserved', SUM(i.reserved),
                'available', SUM(i.quantity - i.reserved)
            )
            FROM tb_inventory i
            WHERE i.product_id = p.id
        ),
        'created_at', p.created_at
    ) AS data
FROM tb_products p
LEFT JOIN v_categories c ON c.id = p.category_id
LEFT JOIN v_manufacturers m ON m.id = p.manufacturer_id;
