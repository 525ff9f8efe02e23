-- Bounded contexts: sales, inventory and catalog, each a PostgreSQL schema. Here sales knows nothing of stock; an
-- event tells the inventory, and views in public put the two side by side.

CREATE SCHEMA sales;
CREATE SCHEMA inventory;
CREATE SCHEMA catalog;

CREATE TABLE sales.tb_orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL,
    total_amount NUMERIC(14,2) NOT NULL CHECK (total_amount >= 0),
    status VARCHAR(50) NOT NULL DEFAULT 'placed'
);
CREATE TABLE sales.tb_order_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES sales.tb_orders(id) ON DELETE CASCADE,
    product_id UUID NOT NULL,
    quantity INT NOT NULL CHECK (quantity > 0)
);
CREATE INDEX ON sales.tb_order_items(order_id);
CREATE VIEW sales.v_orders WITH (security_invoker = true) AS
SELECT id, customer_id, status, jsonb_build_object('__typename', 'SalesOrder', 'id', id, 'customer_id', customer_id,
  'total_amount', total_amount, 'status', status) AS data
FROM sales.tb_orders;

CREATE TABLE inventory.tb_stock_levels (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL,
    warehouse_id UUID NOT NULL,
    quantity INT NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    reserved INT NOT NULL DEFAULT 0,
    CONSTRAINT reserved_within_stock CHECK (reserved BETWEEN 0 AND quantity),
    UNIQUE (product_id, warehouse_id)
);
CREATE VIEW inventory.v_stock_availability WITH (security_invoker = true) AS
SELECT product_id AS id, product_id, sum(quantity - reserved)::int AS available,           -- a real column for the other context
  jsonb_build_object('__typename', 'StockAvailability', 'product_id', product_id, 'total_quantity', sum(quantity),
    'total_reserved', sum(reserved), 'available', sum(quantity - reserved),
    'warehouses', jsonb_agg(jsonb_build_object('warehouse_id', warehouse_id, 'quantity', quantity, 'reserved', reserved,
      'available', quantity - reserved) ORDER BY warehouse_id)) AS data
FROM inventory.tb_stock_levels GROUP BY product_id;

-- Context integration view (anti-corruption layer)
CREATE VIEW public.v_order_fulfillment WITH (security_invoker = true) AS
SELECT o.id, o.id AS order_id, jsonb_build_object('__typename', 'OrderFulfillment', 'order', o.data,
  'inventory_status', (
     SELECT coalesce(jsonb_agg(jsonb_build_object('product_id', oi.product_id, 'requested', oi.quantity,
              'available', coalesce(sa.available, 0)) ORDER BY oi.product_id), '[]'::jsonb)
     FROM sales.tb_order_items oi
     LEFT JOIN LATERAL (SELECT s.available FROM inventory.v_stock_availability s WHERE s.product_id = oi.product_id) sa ON true
     WHERE oi.order_id = o.id)) AS data
FROM sales.v_orders o;

-- Deferred: at commit the order's lines are there.
CREATE FUNCTION sales.fn_publish_order_placed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM fn_publish_domain_event('SalesOrder', NEW.id, 'OrderPlaced', jsonb_build_object('order_id', NEW.id, 'items', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('product_id', product_id, 'quantity', quantity) ORDER BY product_id), '[]'::jsonb)
      FROM sales.tb_order_items WHERE order_id = NEW.id)), 'sales', 'inventory');
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER publish_order_placed AFTER INSERT ON sales.tb_orders DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION sales.fn_publish_order_placed();

-- Handler of the consumer 'inventory'. It runs in its own transaction (fn_consume_domain_events), so a failure
-- here does not undo the sale; a shortage becomes an event, not an error.
CREATE FUNCTION inventory.fn_process_order_placed(e public.tb_domain_events) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  r record;
  s record;
  v_left int;
  v_short jsonb := '[]';
BEGIN
  IF e.event_type <> 'OrderPlaced' OR e.target_context IS DISTINCT FROM 'inventory' THEN RETURN; END IF;
  FOR r IN SELECT (i->>'product_id')::uuid AS product_id, sum((i->>'quantity')::int)::int AS q
           FROM jsonb_array_elements(e.event_data->'items') AS i GROUP BY 1 ORDER BY 1 LOOP
    v_left := r.q;
    FOR s IN SELECT id, quantity - reserved AS free FROM inventory.tb_stock_levels
             WHERE product_id = r.product_id ORDER BY warehouse_id FOR UPDATE LOOP
      EXIT WHEN v_left = 0;
      UPDATE inventory.tb_stock_levels SET reserved = reserved + least(s.free, v_left) WHERE id = s.id;
      v_left := v_left - least(s.free, v_left);
    END LOOP;
    IF v_left > 0 THEN v_short := v_short || jsonb_build_object('product_id', r.product_id, 'missing', v_left); END IF;
  END LOOP;
  PERFORM fn_publish_domain_event('SalesOrder', e.aggregate_id,
    CASE WHEN v_short = '[]' THEN 'StockReserved' ELSE 'StockShort' END,
    jsonb_build_object('order_id', e.aggregate_id, 'short', v_short), 'inventory', 'sales', e.tenant_id);
END $$;

-- Product catalogue context
CREATE TABLE catalog.tb_categories (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    parent_id UUID REFERENCES catalog.tb_categories(id),
    name VARCHAR(100) NOT NULL,
    slug VARCHAR(100) NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    path public.ltree NOT NULL,
    metadata JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX ON catalog.tb_categories USING gist(path);
CREATE INDEX ON catalog.tb_categories(parent_id);
CREATE FUNCTION catalog.fn_category_path() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_parent ltree := '';
BEGIN                                                         -- path follows parent_id; no circle
  IF NEW.parent_id IS NOT NULL THEN
    SELECT path INTO v_parent FROM catalog.tb_categories WHERE id = NEW.parent_id FOR SHARE;
    IF TG_OP = 'UPDATE' AND v_parent <@ OLD.path THEN
      PERFORM fn_break_rule('CATEGORY_CIRCLE', 'A category cannot be below itself');
    END IF;
  END IF;
  NEW.path := v_parent || replace(NEW.slug, '-', '_');
  RETURN NEW;
END $$;
CREATE FUNCTION catalog.fn_category_children() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE catalog.tb_categories SET slug = slug WHERE parent_id = NEW.id;                   -- each child takes its new path, and so on
  RETURN NULL;
END $$;
CREATE TRIGGER category_path BEFORE INSERT OR UPDATE OF parent_id, slug, path ON catalog.tb_categories
  FOR EACH ROW EXECUTE FUNCTION catalog.fn_category_path();
CREATE TRIGGER category_children AFTER UPDATE ON catalog.tb_categories
  FOR EACH ROW WHEN (OLD.path::text IS DISTINCT FROM NEW.path::text)   -- text: pg_restore has an empty search_path, ltree's = is not found
  EXECUTE FUNCTION catalog.fn_category_children();

CREATE TABLE catalog.tb_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    sku VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    category_id UUID REFERENCES catalog.tb_categories(id),
    base_price NUMERIC(10,2) NOT NULL CHECK (base_price >= 0),
    status VARCHAR(50) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'retired'))
);
CREATE INDEX ON catalog.tb_products(category_id);
CREATE TABLE catalog.tb_product_variants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES catalog.tb_products(id) ON DELETE CASCADE,
    sku_suffix VARCHAR(20) NOT NULL,
    attributes JSONB NOT NULL,
    price_adjustment NUMERIC(10,2) NOT NULL DEFAULT 0,
    UNIQUE (product_id, sku_suffix)
);
CREATE TABLE inventory.tb_stock (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    variant_id UUID NOT NULL,
    warehouse_id UUID NOT NULL,
    quantity INT NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    reserved INT NOT NULL DEFAULT 0 CHECK (reserved BETWEEN 0 AND quantity),
    reorder_point INT NOT NULL DEFAULT 10,
    reorder_quantity INT NOT NULL DEFAULT 100,
    UNIQUE (variant_id, warehouse_id)
);
CREATE VIEW public.v_product_availability WITH (security_invoker = true) AS
SELECT p.id, p.id AS product_id, p.sku, p.status, jsonb_build_object('__typename', 'ProductAvailability',
  'product', jsonb_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'price', p.base_price, 'status', p.status),
  'variants', (
     SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'sku', p.sku || '-' || v.sku_suffix, 'attributes', v.attributes,
              'price', p.base_price + v.price_adjustment, 'stock', (
                 SELECT jsonb_build_object('total', coalesce(sum(s.quantity), 0), 'available', coalesce(sum(s.quantity - s.reserved), 0),
                          'warehouses', count(DISTINCT s.warehouse_id))
                 FROM inventory.tb_stock s WHERE s.variant_id = v.id)) ORDER BY v.sku_suffix), '[]'::jsonb)
     FROM catalog.tb_product_variants v WHERE v.product_id = p.id)) AS data
FROM catalog.tb_products p;
