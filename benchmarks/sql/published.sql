-- The reference document's own order aggregate, views as published, over the shop's rows.
-- Only what the document leaves out is added: the tables that it names but does not define, the views v_categories,
-- v_manufacturers, v_customers and v_addresses, and an index for each access path that a list needs.
--   psql -v schema=published -v copies=1 -f published.sql     (copies=10: 500,000 orders of 50,000)
DROP SCHEMA IF EXISTS :schema CASCADE;
CREATE SCHEMA :schema;
SET search_path = :schema, public;
CREATE TABLE tb_categories (id uuid PRIMARY KEY, name varchar(100) NOT NULL, slug varchar(100) NOT NULL);
CREATE TABLE tb_manufacturers (id uuid PRIMARY KEY, name varchar(200) NOT NULL);
CREATE TABLE tb_products (
    id uuid PRIMARY KEY, sku varchar(50) NOT NULL UNIQUE, name varchar(200) NOT NULL, description text,
    base_price numeric(10,2) NOT NULL, category_id uuid REFERENCES tb_categories(id),
    manufacturer_id uuid REFERENCES tb_manufacturers(id), metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
CREATE TABLE tb_inventory (
    id uuid PRIMARY KEY, product_id uuid NOT NULL REFERENCES tb_products(id), warehouse_id uuid NOT NULL,
    quantity int NOT NULL, reserved int NOT NULL DEFAULT 0);
CREATE TABLE tb_customers (
    id uuid PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, name varchar(200), status varchar(50) DEFAULT 'active',
    credit_limit numeric(10,2) DEFAULT 0, metadata jsonb DEFAULT '{}');
CREATE TABLE tb_customer_addresses (
    id uuid PRIMARY KEY, customer_id uuid NOT NULL REFERENCES tb_customers(id), address_type varchar(50) NOT NULL,
    street_address text NOT NULL, city varchar(100) NOT NULL, postal_code varchar(20), country varchar(2) NOT NULL,
    is_default boolean DEFAULT false);
CREATE TABLE tb_orders (
    id uuid PRIMARY KEY, customer_id uuid REFERENCES tb_customers(id),
    shipping_address_id uuid REFERENCES tb_customer_addresses(id), billing_address_id uuid REFERENCES tb_customer_addresses(id),
    status varchar(50), notes text, total_amount numeric(14,2), order_date timestamptz,
    created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
CREATE TABLE tb_order_items (
    id uuid PRIMARY KEY, order_id uuid REFERENCES tb_orders(id), product_id uuid REFERENCES tb_products(id), variant_id uuid,
    quantity int NOT NULL, unit_price numeric(10,2) NOT NULL, created_at timestamptz DEFAULT now());

INSERT INTO tb_categories SELECT id, name, slug FROM public.tb_categories;
INSERT INTO tb_manufacturers SELECT id, name FROM public.tb_manufacturers;
INSERT INTO tb_products SELECT id, sku, name, description, base_price, category_id, manufacturer_id, metadata, created_at, updated_at
  FROM public.tb_products;
INSERT INTO tb_inventory SELECT id, product_id, warehouse_id, quantity, reserved FROM public.tb_inventory;
INSERT INTO tb_customers SELECT id, email, name, status, credit_limit, metadata FROM public.tb_customers;
INSERT INTO tb_customer_addresses SELECT id, customer_id, address_type, street_address, city, postal_code, country, is_default
  FROM public.tb_customer_addresses;
-- copy 0 keeps the shop's ids; each further copy is older by a year and has ids of its own
INSERT INTO tb_orders
SELECT CASE WHEN k = 0 THEN o.id ELSE md5(o.id || ':' || k)::uuid END, customer_id, shipping_address_id, billing_address_id, status, notes,
       total_amount, order_date - k * interval '1 year', created_at - k * interval '1 year', updated_at - k * interval '1 year'
FROM generate_series(0, :copies - 1) k, public.tb_orders o ORDER BY k DESC, o.created_at;
INSERT INTO tb_order_items
SELECT CASE WHEN k = 0 THEN i.id ELSE md5(i.id || ':' || k)::uuid END,
       CASE WHEN k = 0 THEN i.order_id ELSE md5(i.order_id || ':' || k)::uuid END, product_id, variant_id, quantity, unit_price,
       -- the published view orders lines by this column alone: equal times would leave the order to chance
       created_at - k * interval '1 year' + i.line_no * interval '1 microsecond'
FROM generate_series(0, :copies - 1) k, public.tb_order_items i;
CREATE INDEX ON tb_orders(created_at DESC, id);
CREATE INDEX ON tb_order_items(order_id);
CREATE INDEX ON tb_inventory(product_id);

CREATE VIEW v_categories AS
SELECT id, jsonb_build_object('__typename', 'Category', 'id', id, 'name', name, 'slug', slug) AS data FROM tb_categories;
CREATE VIEW v_manufacturers AS
SELECT id, jsonb_build_object('__typename', 'Manufacturer', 'id', id, 'name', name) AS data FROM tb_manufacturers;
CREATE VIEW v_customers AS
SELECT id, jsonb_build_object('__typename', 'Customer', 'id', id, 'email', email, 'name', name, 'status', status) AS data FROM tb_customers;
CREATE VIEW v_addresses AS
SELECT id, jsonb_build_object('__typename', 'Address', 'id', id, 'type', address_type, 'street_address', street_address, 'city', city,
  'postal_code', postal_code, 'country', country) AS data FROM tb_customer_addresses;

-- from here on the document's own text
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

CREATE OR REPLACE VIEW v_order_aggregate AS
WITH order_items_agg AS (
    -- Pre-aggregate items for performance
    SELECT
        order_id,
        jsonb_agg(
            jsonb_build_object(
                'id', oi.id,
                'product', p.data,
                'quantity', oi.quantity,
                'price', oi.unit_price,
                'subtotal', oi.quantity * oi.unit_price
            ) ORDER BY oi.created_at
        ) AS items,
        SUM(oi.quantity * oi.unit_price) AS total,
        COUNT(*) AS item_count
    FROM tb_order_items oi
    JOIN v_products p ON p.id = oi.product_id
    GROUP BY order_id
)
SELECT
    o.id,
    o.customer_id,
    o.status,
    o.created_at AS order_date,
    jsonb_build_object(
        '__typename', 'OrderAggregate',
        'id', o.id,
        'order_number', 'ORD-' || LPAD(o.id::TEXT, 8, '0'),
        'status', o.status,
        'customer', c.data,
        'items', COALESCE(oia.items, '[]'::jsonb),
        'total', COALESCE(oia.total, 0),
        'item_count', COALESCE(oia.item_count, 0),
        'shipping_address', sa.data,
        'billing_address', ba.data,
        'created_at', o.created_at,
        'updated_at', o.updated_at
    ) AS data
FROM tb_orders o
LEFT JOIN v_customers c ON c.id = o.customer_id
LEFT JOIN order_items_agg oia ON oia.order_id = o.id
LEFT JOIN v_addresses sa ON sa.id = o.shipping_address_id
LEFT JOIN v_addresses ba ON ba.id = o.billing_address_id;

-- Index for fast aggregate queries
CREATE INDEX idx_order_aggregate_lookup
ON tb_orders(id, customer_id, status, created_at);
ANALYZE;
