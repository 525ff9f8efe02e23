-- The catalogue context. Left out: CREATE SCHEMA inventory, which is there already. The sub-select of "product" names its own
-- row twice (p.id = p.id): the view can be read as long as there is one product.

-- Added, because the document leaves it out:
CREATE EXTENSION IF NOT EXISTS ltree;

-- As published:
CREATE SCHEMA catalog;

-- Category Aggregate
CREATE TABLE catalog.tb_categories (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    parent_id UUID REFERENCES catalog.tb_categories(id),
    name VARCHAR(100) NOT NULL,
    slug VARCHAR(100) NOT NULL UNIQUE,
    path ltree, -- Hierarchical path
    metadata JSONB DEFAULT '{}'
);

-- Product Aggregate Root
CREATE TABLE catalog.tb_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    sku VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    category_id UUID REFERENCES catalog.tb_categories(id),
    base_price NUMERIC(10,2) NOT NULL,
    status VARCHAR(50) DEFAULT 'draft'
);

-- Product Variants (Aggregate Member)
CREATE TABLE catalog.tb_product_variants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES catalog.tb_products(id),
    sku_suffix VARCHAR(20) NOT NULL,
    attributes JSONB NOT NULL, -- {color: "red", size: "XL"}
    price_adjustment NUMERIC(10,2) DEFAULT 0,
    UNIQUE(product_id, sku_suffix)
);

-- Stock Aggregate
CREATE TABLE inventory.tb_stock (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    variant_id UUID NOT NULL,
    warehouse_id UUID NOT NULL,
    quantity INT NOT NULL DEFAULT 0,
    reserved INT NOT NULL DEFAULT 0,
    reorder_point INT DEFAULT 10,
    reorder_quantity INT DEFAULT 100,
    UNIQUE(variant_id, warehouse_id)
);

-- Cross-context Integration View
CREATE OR REPLACE VIEW public.v_product_availability AS
SELECT
    p.id AS product_id,
    jsonb_build_object(
        '__typename', 'ProductAvailability',
        'product', (
            SELECT jsonb_build_object(
                'id', p.id,
                'sku', p.sku,
                'name', p.name,
                'price', p.base_price,
                'status', p.status
            )
            FROM catalog.tb_products p
            WHERE p.id = p.id
        ),
        'variants', (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'id', v.id,
                    'sku', p.sku || '-' || v.sku_suffix,
                    'attributes', v.attributes,
                    'price', p.base_price + v.price_adjustment,
                    'stock', (
                        SELECT jsonb_build_object(
                            'total', SUM(s.quantity),
                            'available', SUM(s.quantity - s.reserved),
                            'warehouses', COUNT(DISTINCT s.warehouse_id)
                        )
                        FROM inventory.tb_stock s
                        WHERE s.variant_id = v.id
                    )
                )
            )
            FROM catalog.tb_product_variants v
            WHERE v.product_id = p.id
        )
    ) AS data
FROM catalog.tb_products p;

-- Added: rows.
INSERT INTO catalog.tb_products(id, sku, name, base_price, status)
VALUES (md5('product:1')::uuid, 'SKU-000001', 'Product 1', 6.95, 'active');
INSERT INTO catalog.tb_product_variants(id, product_id, sku_suffix, attributes, price_adjustment) VALUES
  (md5('variant:1')::uuid, md5('product:1')::uuid, 'S', '{"size": "S"}', 0), (md5('variant:2')::uuid, md5('product:1')::uuid, 'XL', '{"size": "XL"}', 2.50);
INSERT INTO inventory.tb_stock(id, variant_id, warehouse_id, quantity, reserved)
VALUES (md5('stock:1')::uuid, md5('variant:1')::uuid, md5('warehouse:1')::uuid, 12, 3);
