-- Stored read models. They hold what the tables hold when this is loaded.

-- Added, because the document leaves it out:
CREATE TABLE tb_reviews (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id),
    customer_id UUID NOT NULL REFERENCES tb_customers(id),
    rating INT NOT NULL
);
INSERT INTO tb_reviews(id, product_id, customer_id, rating)
SELECT md5('review:' || p.id)::uuid, p.id, c.id, 4 FROM (SELECT id FROM tb_products ORDER BY sku LIMIT 10) p,
  (SELECT id FROM tb_customers ORDER BY email LIMIT 1) c;

-- As published:
CREATE TABLE tv_product_analytics AS
SELECT
    p.id AS product_id,
    p.sku,
    COUNT(DISTINCT o.customer_id) AS unique_buyers,
    SUM(oi.quantity) AS total_sold,
    AVG(r.rating) AS avg_rating,
    COUNT(r.id) AS review_count,
    SUM(oi.quantity * oi.unit_price) AS total_revenue,
    jsonb_build_object(
        '__typename', 'ProductAnalytics',
        'product_id', p.id,
        'sku', p.sku,
        'metrics', jsonb_build_object(
            'unique_buyers', COUNT(DISTINCT o.customer_id),
            'total_sold', SUM(oi.quantity),
            'avg_rating', ROUND(AVG(r.rating), 2),
            'review_count', COUNT(r.id),
            'total_revenue', SUM(oi.quantity * oi.unit_price)
        ),
        'trend', jsonb_build_object(
            'daily_sales', (
                SELECT jsonb_agg(
                    jsonb_build_object(
                        'date', date,
                        'quantity', quantity,
                        'revenue', revenue
                    ) ORDER BY date DESC
                )
                FROM (
                    SELECT
                        DATE(o2.created_at) AS date,
                        SUM(oi2.quantity) AS quantity,
                        SUM(oi2.quantity * oi2.unit_price) AS revenue
                    FROM tb_order_items oi2
                    JOIN tb_orders o2 ON o2.id = oi2.order_id
                    WHERE oi2.product_id = p.id
                        AND o2.created_at >= CURRENT_DATE - INTERVAL '30 days'
                    GROUP BY DATE(o2.created_at)
                ) daily
            )
        ),
        'last_updated', NOW()
    ) AS data
FROM tb_products p
LEFT JOIN tb_order_items oi ON oi.product_id = p.id
LEFT JOIN tb_orders o ON o.id = oi.order_id
LEFT JOIN tb_reviews r ON r.product_id = p.id
GROUP BY p.id, p.sku;

-- As published, but for its last line: REFRESH … CONCURRENTLY is refused with this index, which is not unique:
CREATE MATERIALIZED VIEW mv_customer_360 AS
WITH customer_orders AS (
    SELECT
        customer_id,
        COUNT(*) AS order_count,
        SUM(total_amount) AS lifetime_value,
        MAX(created_at) AS last_order_date,
        AVG(total_amount) AS avg_order_value
    FROM tb_orders
    WHERE status != 'cancelled'
    GROUP BY customer_id
),
customer_products AS (
    SELECT
        o.customer_id,
        jsonb_agg(DISTINCT p.category_id) AS categories_purchased,
        COUNT(DISTINCT oi.product_id) AS unique_products
    FROM tb_orders o
    JOIN tb_order_items oi ON oi.order_id = o.id
    JOIN tb_products p ON p.id = oi.product_id
    GROUP BY o.customer_id
)
SELECT
    c.id,
    jsonb_build_object(
        '__typename', 'Customer360',
        'id', c.id,
        'profile', jsonb_build_object(
            'email', c.email,
            'name', c.name,
            'created_at', c.created_at
        ),
        'metrics', jsonb_build_object(
            'lifetime_value', COALESCE(co.lifetime_value, 0),
            'order_count', COALESCE(co.order_count, 0),
            'avg_order_value', COALESCE(co.avg_order_value, 0),
            'last_order_date', co.last_order_date,
            'unique_products', COALESCE(cp.unique_products, 0)
        ),
        'segments', (
            CASE
                WHEN co.lifetime_value > 1000 THEN ARRAY['vip']
                WHEN co.order_count > 5 THEN ARRAY['loyal']
                WHEN co.last_order_date > CURRENT_DATE - INTERVAL '30 days' THEN ARRAY['active']
                ELSE ARRAY['dormant']
            END
        )
    ) AS data
FROM tb_customers c
LEFT JOIN customer_orders co ON co.customer_id = c.id
LEFT JOIN customer_products cp ON cp.customer_id = c.id;

-- Refresh strategy
CREATE INDEX idx_mv_customer_360 ON mv_customer_360(id);

-- As published:
CREATE TABLE tv_order_search_projection (
    order_id UUID PRIMARY KEY,
    customer_id UUID NOT NULL,
    customer_email VARCHAR(255) NOT NULL,
    customer_name VARCHAR(200),
    order_number VARCHAR(50) NOT NULL,
    status VARCHAR(50) NOT NULL,
    total_amount NUMERIC(10,2) NOT NULL,
    item_count INT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- Denormalized search fields
    product_names TEXT[],
    product_skus TEXT[],
    search_vector tsvector,
    -- Pre-computed JSON for API
    data JSONB NOT NULL
);

CREATE INDEX idx_order_search_vector
ON tv_order_search_projection
USING gin(search_vector);

CREATE INDEX idx_order_search_status_date
ON tv_order_search_projection(status, created_at DESC);

-- Added: the rows that the published trigger function would write.
INSERT INTO tv_order_search_projection
SELECT o.id, o.customer_id, c.email, c.name, 'ORD-' || LPAD(o.id::TEXT, 8, '0'), o.status, o.total_amount,
  i.item_count, o.created_at, i.names, i.skus,
  to_tsvector('english', concat_ws(' ', c.name, c.email, o.status, array_to_string(i.names, ' '), array_to_string(i.skus, ' '))),
  v.data
FROM tb_orders o
JOIN tb_customers c ON c.id = o.customer_id
JOIN v_order_aggregate v ON v.id = o.id
CROSS JOIN LATERAL (
  SELECT count(*)::int AS item_count, array_agg(p.name::text ORDER BY oi.id) AS names, array_agg(p.sku::text ORDER BY oi.id) AS skus
  FROM tb_order_items oi JOIN tb_products p ON p.id = oi.product_id WHERE oi.order_id = o.id) i
ORDER BY o.created_at DESC LIMIT 1000;
