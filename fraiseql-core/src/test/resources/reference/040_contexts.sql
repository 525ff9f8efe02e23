-- Bounded contexts: sales and inventory, and the view in which they meet.

-- As published:
CREATE SCHEMA sales;

CREATE TABLE sales.tb_orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL,
    total_amount NUMERIC(10,2) NOT NULL,
    status VARCHAR(50) NOT NULL
);

CREATE OR REPLACE VIEW sales.v_orders AS
SELECT
    id,
    customer_id,
    status,
    jsonb_build_object(
        '__typename', 'SalesOrder',
        'id', id,
        'customer_id', customer_id,
        'total_amount', total_amount,
        'status', status
    ) AS data
FROM sales.tb_orders;

CREATE SCHEMA inventory;

CREATE TABLE inventory.tb_stock_levels (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL,
    warehouse_id UUID NOT NULL,
    quantity INT NOT NULL DEFAULT 0,
    reserved INT NOT NULL DEFAULT 0
);

CREATE OR REPLACE VIEW inventory.v_stock_availability AS
SELECT
    product_id,
    jsonb_build_object(
        '__typename', 'StockAvailability',
        'product_id', product_id,
        'total_quantity', SUM(quantity),
        'total_reserved', SUM(reserved),
        'available', SUM(quantity - reserved),
        'warehouses', jsonb_agg(
            jsonb_build_object(
                'warehouse_id', warehouse_id,
                'quantity', quantity,
                'reserved', reserved,
                'available', quantity - reserved
            )
        )
    ) AS data
FROM inventory.tb_stock_levels
GROUP BY product_id;

-- Added, because the document leaves it out:
CREATE TABLE sales.tb_order_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES sales.tb_orders(id),
    product_id UUID NOT NULL,
    quantity INT NOT NULL
);

-- As published:
CREATE OR REPLACE VIEW public.v_order_fulfillment AS
SELECT
    o.id AS order_id,
    jsonb_build_object(
        '__typename', 'OrderFulfillment',
        'order', (
            SELECT data FROM sales.v_orders
            WHERE id = o.id
        ),
        'inventory_status', (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'product_id', oi.product_id,
                    'requested', oi.quantity,
                    'available', (sa.data->>'available')::INT
                )
            )
            FROM sales.tb_order_items oi
            LEFT JOIN inventory.v_stock_availability sa
                ON sa.product_id = oi.product_id
            WHERE oi.order_id = o.id
        )
    ) AS data
FROM sales.tb_orders o;
