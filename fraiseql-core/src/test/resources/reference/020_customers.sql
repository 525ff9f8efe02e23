-- Customers: root, members, aggregate view. tb_orders stands here, since the aggregate's statistics read it.

-- As published:
CREATE TABLE tb_customers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    email VARCHAR(255) NOT NULL UNIQUE,
    status VARCHAR(50) DEFAULT 'active',
    credit_limit NUMERIC(10,2) DEFAULT 0,
    metadata JSONB DEFAULT '{}'
);

CREATE TABLE tb_customer_addresses (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id),
    address_type VARCHAR(50) NOT NULL,
    street_address TEXT NOT NULL,
    city VARCHAR(100) NOT NULL,
    postal_code VARCHAR(20),
    country VARCHAR(2) NOT NULL,
    is_default BOOLEAN DEFAULT false,
    -- Ensure aggregate consistency
    CONSTRAINT one_default_per_type UNIQUE (customer_id, address_type, is_default)
        DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE tb_customer_payment_methods (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id),
    payment_type VARCHAR(50) NOT NULL,
    provider VARCHAR(50) NOT NULL,
    token TEXT NOT NULL, -- Encrypted payment token
    is_default BOOLEAN DEFAULT false,
    expires_at DATE,
    -- Ensure aggregate consistency
    CONSTRAINT one_default_payment UNIQUE (customer_id, is_default)
        DEFERRABLE INITIALLY DEFERRED
);

-- Added, because the document leaves it out:
ALTER TABLE tb_customers ADD COLUMN name VARCHAR(200), ADD COLUMN created_at TIMESTAMPTZ DEFAULT NOW();
ALTER TABLE tb_customer_addresses ADD COLUMN created_at TIMESTAMPTZ DEFAULT NOW();
ALTER TABLE tb_customer_payment_methods ADD COLUMN created_at TIMESTAMPTZ DEFAULT NOW();
CREATE TABLE tb_orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id),
    shipping_address_id UUID,
    billing_address_id UUID,
    status VARCHAR(50) NOT NULL DEFAULT 'pending',
    notes TEXT,
    total_amount NUMERIC(10,2),
    order_date TIMESTAMPTZ DEFAULT NOW(),
    shipping_status VARCHAR(50),
    shipped_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ DEFAULT NOW(),
    updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE VIEW v_customers AS
SELECT id, email, status, jsonb_build_object('__typename', 'Customer', 'id', id, 'email', email, 'name', name, 'status', status) AS data
FROM tb_customers;
CREATE VIEW v_addresses AS
SELECT id, customer_id, jsonb_build_object('__typename', 'Address', 'id', id, 'type', address_type, 'street_address', street_address,
  'city', city, 'postal_code', postal_code, 'country', country) AS data
FROM tb_customer_addresses;

-- As published:
CREATE OR REPLACE VIEW v_customer_aggregate AS
SELECT
    c.id,
    c.email,  -- For filtering
    c.status, -- For filtering
    jsonb_build_object(
        '__typename', 'CustomerAggregate',
        'id', c.id,
        'email', c.email,
        'status', c.status,
        'credit_limit', c.credit_limit,
        'addresses', (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'id', a.id,
                    'type', a.address_type,
                    'street_address', a.street_address,
                    'city', a.city,
                    'postal_code', a.postal_code,
                    'country', a.country,
                    'is_default', a.is_default
                ) ORDER BY a.is_default DESC, a.created_at DESC
            )
            FROM tb_customer_addresses a
            WHERE a.customer_id = c.id
        ),
        'payment_methods', (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'id', pm.id,
                    'type', pm.payment_type,
                    'provider', pm.provider,
                    'last_four', RIGHT(pm.token, 4),
                    'is_default', pm.is_default,
                    'expires_at', pm.expires_at
                ) ORDER BY pm.is_default DESC, pm.created_at DESC
            )
            FROM tb_customer_payment_methods pm
            WHERE pm.customer_id = c.id
                AND (pm.expires_at IS NULL OR pm.expires_at > CURRENT_DATE)
        ),
        'statistics', (
            SELECT jsonb_build_object(
                'total_orders', COUNT(*),
                'total_spent', SUM(total_amount),
                'avg_order_value', AVG(total_amount),
                'last_order_date', MAX(created_at)
            )
            FROM tb_orders
            WHERE customer_id = c.id
                AND status != 'cancelled'
        )
    ) AS data
FROM tb_customers c;
