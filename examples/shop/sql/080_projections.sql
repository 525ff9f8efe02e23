-- Stored read models (tv_, mv_) and what keeps them in step with the tables.

CREATE TABLE tv_product_analytics (
    product_id UUID PRIMARY KEY,                              -- ON CONFLICT needs it
    id UUID NOT NULL UNIQUE GENERATED ALWAYS AS (product_id) STORED,
    sku VARCHAR(50) NOT NULL,
    unique_buyers BIGINT NOT NULL,
    total_sold BIGINT NOT NULL,
    avg_rating NUMERIC(4,2),
    review_count BIGINT NOT NULL,
    total_revenue NUMERIC(16,2) NOT NULL,
    data JSONB NOT NULL
);
CREATE INDEX ON tv_product_analytics(total_revenue DESC, product_id);

-- Sales and reviews are added up apart, then joined: no fan-out. Cancelled orders do not count.
CREATE FUNCTION generate_product_analytics(p_product_ids uuid[] DEFAULT NULL)
RETURNS TABLE (product_id uuid, sku varchar, unique_buyers bigint, total_sold bigint, avg_rating numeric,
               review_count bigint, total_revenue numeric, data jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'
SET plan_cache_mode = force_custom_plan AS $$                -- the ids are known to the planner: index, not a full scan
#variable_conflict use_column
BEGIN RETURN QUERY
  WITH lines AS (
    SELECT oi.product_id, o.customer_id, oi.quantity, oi.quantity * oi.unit_price AS revenue,
           (o.order_date AT TIME ZONE 'UTC')::date AS day
    FROM tb_order_items oi JOIN tb_orders o ON o.id = oi.order_id
    WHERE o.status <> 'cancelled' AND (p_product_ids IS NULL OR oi.product_id = ANY (p_product_ids))
  ), sales AS (
    SELECT l.product_id, count(DISTINCT customer_id) AS buyers, sum(quantity) AS sold, sum(revenue) AS revenue
    FROM lines l GROUP BY l.product_id
  ), daily AS (
    SELECT d.product_id, jsonb_agg(jsonb_build_object('date', day, 'quantity', q, 'revenue', r) ORDER BY day DESC) AS days
    FROM (SELECT l.product_id, day, sum(quantity) AS q, sum(revenue) AS r FROM lines l
          WHERE day >= (now() AT TIME ZONE 'UTC')::date - 30 GROUP BY l.product_id, day) d
    GROUP BY d.product_id
  ), rated AS (
    SELECT rv.product_id, round(avg(rating), 2) AS rating, count(*) AS reviews FROM tb_reviews rv
    WHERE p_product_ids IS NULL OR rv.product_id = ANY (p_product_ids) GROUP BY rv.product_id
  )
  SELECT p.id, p.sku, coalesce(s.buyers, 0), coalesce(s.sold, 0)::bigint, r.rating, coalesce(r.reviews, 0), coalesce(s.revenue, 0),
    jsonb_build_object('__typename', 'ProductAnalytics', 'product_id', p.id, 'sku', p.sku,
      'metrics', jsonb_build_object('unique_buyers', coalesce(s.buyers, 0), 'total_sold', coalesce(s.sold, 0),
        'avg_rating', r.rating, 'review_count', coalesce(r.reviews, 0), 'total_revenue', coalesce(s.revenue, 0)),
      'trend', jsonb_build_object('daily_sales', coalesce(d.days, '[]'::jsonb)))
  FROM tb_products p
  LEFT JOIN sales s ON s.product_id = p.id LEFT JOIN daily d ON d.product_id = p.id LEFT JOIN rated r ON r.product_id = p.id
  WHERE p_product_ids IS NULL OR p.id = ANY (p_product_ids);
END $$;

CREATE FUNCTION fn_refresh_product_analytics(p_product_ids uuid[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('tv_product_analytics'));    -- refreshes one after the other
  INSERT INTO tv_product_analytics AS t (product_id, sku, unique_buyers, total_sold, avg_rating, review_count, total_revenue, data)
  SELECT g.* FROM generate_product_analytics(p_product_ids) AS g
  ON CONFLICT (product_id) DO UPDATE SET sku = EXCLUDED.sku, unique_buyers = EXCLUDED.unique_buyers,
    total_sold = EXCLUDED.total_sold, avg_rating = EXCLUDED.avg_rating, review_count = EXCLUDED.review_count,
    total_revenue = EXCLUDED.total_revenue, data = EXCLUDED.data
  WHERE (t.sku, t.data) IS DISTINCT FROM (EXCLUDED.sku, EXCLUDED.data);                   -- unchanged rows stay
  DELETE FROM tv_product_analytics t WHERE (p_product_ids IS NULL OR t.product_id = ANY (p_product_ids))
    AND NOT EXISTS (SELECT 1 FROM tb_products p WHERE p.id = t.product_id);  -- products that are gone
END $$;

CREATE TABLE tv_order_search_projection (
    order_id UUID PRIMARY KEY,
    id UUID NOT NULL UNIQUE GENERATED ALWAYS AS (order_id) STORED,
    customer_id UUID NOT NULL,
    customer_email VARCHAR(255) NOT NULL,
    customer_name VARCHAR(200),
    order_number VARCHAR(50) NOT NULL,
    status VARCHAR(50) NOT NULL,
    total_amount NUMERIC(14,2) NOT NULL,
    item_count INT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    product_names TEXT[] NOT NULL DEFAULT '{}',
    product_skus TEXT[] NOT NULL DEFAULT '{}',
    search_vector tsvector NOT NULL,
    data JSONB NOT NULL
);
CREATE INDEX idx_order_search_vector ON tv_order_search_projection USING gin(search_vector);
CREATE INDEX idx_order_search_status_date ON tv_order_search_projection(status, created_at DESC, order_id);
CREATE INDEX idx_order_search_customer ON tv_order_search_projection(customer_id, created_at DESC, order_id);

CREATE FUNCTION fn_refresh_order_projection(p_order_ids uuid[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC'
SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  DELETE FROM tv_order_search_projection t WHERE (p_order_ids IS NULL OR t.order_id = ANY (p_order_ids))
    AND NOT EXISTS (SELECT 1 FROM tb_orders o WHERE o.id = t.order_id);
  INSERT INTO tv_order_search_projection (order_id, customer_id, customer_email, customer_name, order_number, status,
    total_amount, item_count, created_at, product_names, product_skus, search_vector, data)
  SELECT o.id, o.customer_id, c.email, c.name, o.order_number, o.status, o.total_amount, i.n, o.created_at, i.names, i.skus,
    to_tsvector('simple', concat_ws(' ', c.name, c.email, o.order_number, o.status,
      array_to_string(i.names, ' '), array_to_string(i.skus, ' '))),                      -- no null kills it
    jsonb_build_object('__typename', 'OrderSearchResult', 'id', o.id, 'order_number', o.order_number, 'status', o.status,
      'total', o.total_amount, 'item_count', i.n, 'customer_id', o.customer_id, 'customer_name', c.name,
      'customer_email', c.email, 'product_names', to_jsonb(i.names), 'product_skus', to_jsonb(i.skus), 'created_at', o.created_at)
  FROM tb_orders o
  JOIN tb_customers c ON c.id = o.customer_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS n, coalesce(array_agg(p.name::text ORDER BY oi.line_no), '{}') AS names,
           coalesce(array_agg(p.sku::text ORDER BY oi.line_no), '{}') AS skus
    FROM tb_order_items oi JOIN tb_products p ON p.id = oi.product_id WHERE oi.order_id = o.id) i
  WHERE p_order_ids IS NULL OR o.id = ANY (p_order_ids)
  ON CONFLICT (order_id) DO UPDATE SET customer_id = EXCLUDED.customer_id, customer_email = EXCLUDED.customer_email,
    customer_name = EXCLUDED.customer_name, order_number = EXCLUDED.order_number, status = EXCLUDED.status,
    total_amount = EXCLUDED.total_amount, item_count = EXCLUDED.item_count, created_at = EXCLUDED.created_at,
    product_names = EXCLUDED.product_names, product_skus = EXCLUDED.product_skus,
    search_vector = EXCLUDED.search_vector, data = EXCLUDED.data;                         -- all columns
END $$;

-- Statement triggers with a transition table: once per statement, the right id for each table.
CREATE FUNCTION fn_update_order_projection() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_ids uuid[];
BEGIN
  IF TG_TABLE_NAME = 'tb_orders' THEN
    SELECT array_agg(DISTINCT id) INTO v_ids FROM changed;
  ELSIF TG_TABLE_NAME = 'tb_order_items' THEN
    SELECT array_agg(DISTINCT order_id) INTO v_ids FROM changed;
  ELSIF TG_TABLE_NAME = 'tb_customers' THEN
    SELECT array_agg(o.id) INTO v_ids FROM changed c JOIN before b USING (id) JOIN tb_orders o ON o.customer_id = c.id
    WHERE (c.name, c.email) IS DISTINCT FROM (b.name, b.email);
  ELSE
    SELECT array_agg(DISTINCT oi.order_id) INTO v_ids FROM changed c JOIN before b USING (id) JOIN tb_order_items oi ON oi.product_id = c.id
    WHERE (c.name, c.sku) IS DISTINCT FROM (b.name, b.sku);                               -- a new price does not touch old orders
  END IF;
  IF v_ids IS NOT NULL THEN PERFORM fn_refresh_order_projection(v_ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER order_projection_i AFTER INSERT ON tb_orders REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_u AFTER UPDATE ON tb_orders REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_d AFTER DELETE ON tb_orders REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_i AFTER INSERT ON tb_order_items REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_u AFTER UPDATE ON tb_order_items REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_d AFTER DELETE ON tb_order_items REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_u AFTER UPDATE ON tb_customers REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();
CREATE TRIGGER order_projection_u AFTER UPDATE ON tb_products REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION fn_update_order_projection();

CREATE MATERIALIZED VIEW mv_customer_360 AS
WITH customer_orders AS (
    SELECT customer_id, count(*) AS order_count, sum(total_amount) AS lifetime_value, max(order_date) AS last_order_date,
           round(avg(total_amount), 2) AS avg_order_value
    FROM tb_orders WHERE status <> 'cancelled' GROUP BY customer_id
), customer_products AS (
    SELECT o.customer_id, coalesce(jsonb_agg(DISTINCT p.category_id) FILTER (WHERE p.category_id IS NOT NULL), '[]') AS categories_purchased,
           count(DISTINCT oi.product_id) AS unique_products
    FROM tb_orders o JOIN tb_order_items oi ON oi.order_id = o.id JOIN tb_products p ON p.id = oi.product_id
    WHERE o.status <> 'cancelled' GROUP BY o.customer_id
)
SELECT c.id, coalesce(co.lifetime_value, 0) AS lifetime_value,
    jsonb_build_object('__typename', 'Customer360', 'id', c.id,
        'profile', jsonb_build_object('email', c.email, 'name', c.name, 'created_at', c.created_at),
        'metrics', jsonb_build_object('lifetime_value', coalesce(co.lifetime_value, 0), 'order_count', coalesce(co.order_count, 0),
            'avg_order_value', coalesce(co.avg_order_value, 0), 'last_order_date', co.last_order_date,
            'unique_products', coalesce(cp.unique_products, 0), 'categories_purchased', coalesce(cp.categories_purchased, '[]'::jsonb)),
        'segments', to_jsonb(CASE WHEN s.segments = '{}' THEN ARRAY['dormant'] ELSE s.segments END)) AS data
FROM tb_customers c
LEFT JOIN customer_orders co ON co.customer_id = c.id
LEFT JOIN customer_products cp ON cp.customer_id = c.id
CROSS JOIN LATERAL (SELECT array_remove(ARRAY[
    CASE WHEN co.lifetime_value > 1000 THEN 'vip' END,
    CASE WHEN co.order_count > 5 THEN 'loyal' END,
    CASE WHEN co.last_order_date > now() - INTERVAL '30 days' THEN 'active' END], NULL) AS segments) s;
CREATE UNIQUE INDEX idx_mv_customer_360 ON mv_customer_360(id);  -- REFRESH … CONCURRENTLY needs a unique index
CREATE FUNCTION fn_refresh_customer_360() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
  REFRESH MATERIALIZED VIEW CONCURRENTLY mv_customer_360;
END $$;
