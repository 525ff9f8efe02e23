-- Read models (v_): what the API shows. security_invoker: the caller's rights and policies count, not the owner's.
-- Filter and sort columns stand beside data; lists are [] and sums 0, never null.

CREATE VIEW v_categories WITH (security_invoker = true) AS
SELECT id, parent_id, name, slug, jsonb_build_object('__typename', 'Category', 'id', id, 'name', name, 'slug', slug,
  'parent_id', parent_id) AS data
FROM tb_categories;

CREATE VIEW v_manufacturers WITH (security_invoker = true) AS
SELECT id, name, jsonb_build_object('__typename', 'Manufacturer', 'id', id, 'name', name, 'country', country) AS data
FROM tb_manufacturers;

CREATE VIEW v_inventory WITH (security_invoker = true) AS
SELECT product_id, jsonb_build_object('__typename', 'Inventory', 'product_id', product_id, 'in_stock', sum(quantity),
  'reserved', sum(reserved), 'available', sum(quantity - reserved)) AS data
FROM tb_inventory GROUP BY product_id;

CREATE VIEW v_customers WITH (security_invoker = true) AS
SELECT id, email, name, status, created_at, jsonb_build_object('__typename', 'Customer', 'id', id, 'email', email, 'name', name,
  'status', status, 'created_at', created_at) AS data
FROM tb_customers;

CREATE VIEW v_addresses WITH (security_invoker = true) AS
SELECT id, customer_id, address_type, is_default, jsonb_build_object('__typename', 'Address', 'id', id, 'type', address_type,
  'street_address', street_address, 'city', city, 'postal_code', postal_code, 'country', country,
  'is_default', is_default) AS data
FROM tb_customer_addresses;

-- Versions: v2 keeps every column of v1, so that v_products can follow with CREATE OR REPLACE.
CREATE VIEW v_products_v1 WITH (security_invoker = true) AS
SELECT id, category_id, base_price, created_at,
  jsonb_build_object('__typename', 'Product', 'id', id, 'name', name, 'price', base_price) AS data
FROM tb_products;
COMMENT ON VIEW v_products_v1 IS 'DEPRECATED: Use v_products (v2). Will be removed in next major version.';

CREATE VIEW v_products_v2 WITH (security_invoker = true) AS
SELECT p.id, p.category_id, p.base_price, p.created_at, p.manufacturer_id, p.sku, p.name, p.status,
  jsonb_build_object(
    '__typename', 'Product', 'id', p.id, 'sku', p.sku, 'name', p.name, 'description', p.description,
    'price', p.base_price, 'status', p.status,
    'category', c.data,                                       -- null when there is none; no object with a null id
    'manufacturer', m.data,
    'inventory', coalesce((SELECT i.data FROM v_inventory i WHERE i.product_id = p.id),
      jsonb_build_object('__typename', 'Inventory', 'product_id', p.id, 'in_stock', 0, 'reserved', 0, 'available', 0)),
    'created_at', p.created_at) AS data
FROM tb_products p
LEFT JOIN v_categories c ON c.id = p.category_id
LEFT JOIN v_manufacturers m ON m.id = p.manufacturer_id;

CREATE VIEW v_products WITH (security_invoker = true) AS
SELECT id, category_id, base_price, created_at, manufacturer_id, sku, name, status, data FROM v_products_v2;  -- no SELECT *

CREATE VIEW v_reviews WITH (security_invoker = true) AS
SELECT id, product_id, customer_id, rating, created_at, jsonb_build_object('__typename', 'Review', 'id', id,
  'product_id', product_id, 'customer_id', customer_id, 'rating', rating, 'title', title, 'body', body,
  'created_at', created_at) AS data
FROM tb_reviews;

CREATE VIEW v_order_items WITH (security_invoker = true) AS
SELECT oi.id, oi.order_id, oi.product_id, oi.line_no, jsonb_build_object('__typename', 'OrderItem', 'id', oi.id,
  'product', p.data, 'quantity', oi.quantity, 'price', oi.unit_price, 'subtotal', oi.quantity * oi.unit_price) AS data
FROM tb_order_items oi LEFT JOIN v_products p ON p.id = oi.product_id;

-- LATERAL, not a CTE over all order lines: work grows with the rows asked for.
CREATE VIEW v_order_aggregate WITH (security_invoker = true) AS
SELECT
    o.id, o.order_number, o.customer_id, o.status, o.total_amount, o.order_date, o.created_at,
    jsonb_build_object(
        '__typename', 'OrderAggregate', 'id', o.id, 'order_number', o.order_number, 'status', o.status,
        'customer', c.data,
        'items', items.items, 'item_count', items.item_count,
        'subtotal', o.subtotal, 'discount', o.discount, 'total', o.total_amount,
        'shipping_address', sa.data, 'billing_address', ba.data, 'notes', o.notes,
        'created_at', o.created_at, 'updated_at', o.updated_at,
        'version', coalesce((SELECT v.version FROM tb_aggregate_versions v
                             WHERE v.aggregate_type = 'Order' AND v.aggregate_id = o.id), 0)) AS data
FROM tb_orders o
LEFT JOIN v_customers c ON c.id = o.customer_id
LEFT JOIN v_addresses sa ON sa.id = o.shipping_address_id
LEFT JOIN v_addresses ba ON ba.id = o.billing_address_id
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(i.data ORDER BY i.line_no), '[]'::jsonb) AS items, count(*) AS item_count
    FROM v_order_items i WHERE i.order_id = o.id
) items;

CREATE VIEW v_customer_aggregate WITH (security_invoker = true) AS
SELECT
    c.id, c.email, c.status, c.name, c.created_at,
    jsonb_build_object(
        '__typename', 'CustomerAggregate', 'id', c.id, 'email', c.email, 'name', c.name, 'phone', c.phone,
        'status', c.status, 'credit_limit', c.credit_limit,
        'addresses', (SELECT coalesce(jsonb_agg(v.data ORDER BY a.is_default DESC, a.created_at DESC, a.id), '[]'::jsonb)
                      FROM tb_customer_addresses a JOIN v_addresses v USING (id) WHERE a.customer_id = c.id),
        'payment_methods', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('id', pm.id, 'type', pm.payment_type, 'provider', pm.provider,
                'last_four', pm.last_four, 'is_default', pm.is_default, 'expires_at', pm.expires_at)
                ORDER BY pm.is_default DESC, pm.created_at DESC, pm.id), '[]'::jsonb)
            FROM tb_customer_payment_methods pm
            WHERE pm.customer_id = c.id AND (pm.expires_at IS NULL OR pm.expires_at > CURRENT_DATE)),
        'statistics', (
            SELECT jsonb_build_object('total_orders', count(*), 'total_spent', coalesce(sum(o.total_amount), 0),
                'avg_order_value', coalesce(round(avg(o.total_amount), 2), 0), 'last_order_date', max(o.order_date))
            FROM tb_orders o WHERE o.customer_id = c.id AND o.status <> 'cancelled'),
        'version', coalesce((SELECT v.version FROM tb_aggregate_versions v
                             WHERE v.aggregate_type = 'Customer' AND v.aggregate_id = c.id), 0)) AS data
FROM tb_customers c;

-- The refactored aggregate: fulfilment has its own table. Its view has a name of its own: v_order_fulfillment is the
-- integration view of the bounded contexts below.
INSERT INTO tb_order_fulfillment (order_id, status, shipped_at)
SELECT id, shipping_status, shipped_at FROM tb_orders WHERE shipping_status IS NOT NULL
ON CONFLICT (order_id) DO NOTHING;
CREATE VIEW v_order_fulfillment_state WITH (security_invoker = true) AS
SELECT id, order_id, status, jsonb_build_object('__typename', 'OrderFulfillmentState', 'id', id, 'order_id', order_id,
  'warehouse_id', warehouse_id, 'status', status, 'shipped_at', shipped_at) AS data
FROM tb_order_fulfillment;
CREATE VIEW v_order_with_fulfillment WITH (security_invoker = true) AS
SELECT o.id, o.customer_id, o.status, o.created_at, jsonb_build_object('__typename', 'Order', 'id', o.id,
  'order_number', o.order_number, 'status', o.status, 'total', o.total_amount, 'created_at', o.created_at,
  'fulfillment', (SELECT f.data FROM v_order_fulfillment_state f WHERE f.order_id = o.id)) AS data
FROM tb_orders o;
CREATE VIEW v_orders WITH (security_invoker = true) AS
SELECT id, customer_id, status, created_at, data FROM v_order_with_fulfillment;

CREATE VIEW v_domain_events WITH (security_invoker = true) AS
SELECT id, aggregate_type, aggregate_id, event_type, created_at, jsonb_build_object('__typename', 'DomainEvent', 'id', id,
  'aggregate_type', aggregate_type, 'aggregate_id', aggregate_id, 'event_type', event_type, 'version', event_version,
  'event_data', event_data, 'created_at', created_at) AS data
FROM tb_domain_events;
