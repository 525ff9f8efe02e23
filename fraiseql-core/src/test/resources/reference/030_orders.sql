-- Orders: the aggregate view and the command.

-- Added, because the document leaves it out:
CREATE TABLE tb_order_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES tb_orders(id),
    product_id UUID NOT NULL,
    variant_id UUID,
    quantity INT NOT NULL,
    unit_price NUMERIC(10,2) NOT NULL,
    created_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE INDEX ON tb_order_items(order_id);

-- As published:
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

-- Standard mutation result type
CREATE TYPE mutation_result AS (
    success BOOLEAN,
    message TEXT,
    data JSONB
);

-- Command: Create Order Aggregate
-- Accepts JSONB input for flexibility
CREATE OR REPLACE FUNCTION fn_create_order(input_data JSONB)
RETURNS mutation_result AS $$
DECLARE
    v_order_id UUID;
    v_customer RECORD;
    v_total NUMERIC(10,2);
    v_items JSONB;
BEGIN
    -- Extract and validate input
    v_items := input_data->'items';

    -- Validate customer exists and is active
    SELECT * INTO v_customer
    FROM tb_customers
    WHERE id = (input_data->>'customer_id')::UUID
        AND status = 'active';

    IF NOT FOUND THEN
        RETURN ROW(false, 'Customer not found or inactive', NULL)::mutation_result;
    END IF;

    -- Create order aggregate root
    INSERT INTO tb_orders (
        customer_id,
        shipping_address_id,
        billing_address_id,
        status,
        notes,
        order_date
    ) VALUES (
        (input_data->>'customer_id')::UUID,
        (input_data->>'shipping_address_id')::UUID,
        (input_data->>'billing_address_id')::UUID,
        'pending',
        input_data->>'notes',
        NOW()
    ) RETURNING id INTO v_order_id;

    -- Create order items (aggregate members)
    INSERT INTO tb_order_items (order_id, product_id, variant_id, quantity, unit_price)
    SELECT
        v_order_id,
        (item->>'product_id')::UUID,
        (item->>'variant_id')::UUID,
        (item->>'quantity')::INT,
        (item->>'price')::NUMERIC
    FROM jsonb_array_elements(v_items) AS item;

    -- Validate all products exist and are active
    IF EXISTS (
        SELECT 1 FROM tb_order_items oi
        LEFT JOIN tb_products p ON p.id = oi.product_id
        WHERE oi.order_id = v_order_id
            AND (p.id IS NULL OR p.status != 'active')
    ) THEN
        -- Rollback will happen automatically
        RAISE EXCEPTION 'One or more products are not available';
    END IF;

    -- Calculate total
    SELECT SUM(quantity * unit_price) INTO v_total
    FROM tb_order_items
    WHERE order_id = v_order_id;

    -- Apply coupon if provided
    IF input_data->>'coupon_code' IS NOT NULL THEN
        -- Apply discount logic here
        PERFORM fn_apply_coupon(v_order_id, input_data->>'coupon_code');
    END IF;

    -- Update order with total
    UPDATE tb_orders
    SET total_amount = v_total
    WHERE id = v_order_id;

    -- Emit domain event
    PERFORM pg_notify('order_created',
        jsonb_build_object(
            'order_id', v_order_id,
            'customer_id', (input_data->>'customer_id')::UUID,
            'total', v_total
        )::TEXT
    );

    -- Return success with created order
    RETURN ROW(
        true,
        'Order created successfully',
        jsonb_build_object(
            'id', v_order_id,
            'order_number', 'ORD-' || LPAD(v_order_id::TEXT, 8, '0'),
            'total', v_total,
            'status', 'pending'
        )
    )::mutation_result;
EXCEPTION
    WHEN OTHERS THEN
        RETURN ROW(false, SQLERRM, NULL)::mutation_result;
END;
$$ LANGUAGE plpgsql SECURITY DEFINER;
