-- The refactored aggregate. Its v_order_fulfillment is, by its name, the one of the bounded contexts, so that "fulfillment" is
-- null unless the sales context knows the order too.

-- As published:
-- Step 1: Create new aggregate structure
CREATE TABLE tb_order_fulfillment (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID REFERENCES tb_orders(id),
    warehouse_id UUID,
    status VARCHAR(50),
    shipped_at TIMESTAMPTZ
);

-- Step 2: Migrate data
INSERT INTO tb_order_fulfillment (order_id, status, shipped_at)
SELECT id, shipping_status, shipped_at
FROM tb_orders
WHERE shipping_status IS NOT NULL;

-- Step 3: Create new view
CREATE OR REPLACE VIEW v_order_with_fulfillment AS
SELECT
    o.id,
    jsonb_build_object(
        '__typename', 'Order',
        'id', o.id,
        'status', o.status,
        'fulfillment', (
            SELECT data FROM v_order_fulfillment
            WHERE order_id = o.id
        )
    ) AS data
FROM tb_orders o;

-- Step 4: Update old view to use new structure
CREATE OR REPLACE VIEW v_orders AS
SELECT * FROM v_order_with_fulfillment;
