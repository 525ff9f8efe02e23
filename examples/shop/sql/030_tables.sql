-- The write model: tables, their keys and the rules that one row can keep.

CREATE TABLE tb_categories (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    parent_id UUID REFERENCES tb_categories(id),
    name VARCHAR(100) NOT NULL,
    slug VARCHAR(100) NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT not_own_parent CHECK (parent_id <> id)
);
CREATE INDEX ON tb_categories(parent_id);

CREATE TABLE tb_manufacturers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(200) NOT NULL UNIQUE,
    country VARCHAR(2)
);

CREATE TABLE tb_products (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    sku VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    description TEXT,
    base_price NUMERIC(10,2) NOT NULL CHECK (base_price >= 0),
    status VARCHAR(50) NOT NULL DEFAULT 'active'
      CHECK (status IN ('draft', 'active', 'retired')),       -- only an active product can be ordered
    category_id UUID REFERENCES tb_categories(id),
    manufacturer_id UUID REFERENCES tb_manufacturers(id),
    metadata JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX ON tb_products(category_id);
CREATE INDEX ON tb_products(manufacturer_id);
CREATE INDEX ON tb_products(created_at DESC, id);
CREATE INDEX ON tb_products(base_price, id);
CREATE TRIGGER touch BEFORE UPDATE ON tb_products FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_touch_updated_at();

CREATE TABLE tb_product_variants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id) ON DELETE CASCADE,
    sku_suffix VARCHAR(20) NOT NULL,
    attributes JSONB NOT NULL DEFAULT '{}',
    price_adjustment NUMERIC(10,2) NOT NULL DEFAULT 0,
    UNIQUE (product_id, sku_suffix),
    UNIQUE (product_id, id)
);

CREATE TABLE tb_inventory (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id) ON DELETE CASCADE,
    warehouse_id UUID NOT NULL,
    quantity INT NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    reserved INT NOT NULL DEFAULT 0,
    CONSTRAINT reserved_within_stock CHECK (reserved BETWEEN 0 AND quantity),  -- overselling is refused here, whoever writes
    UNIQUE (product_id, warehouse_id)
);

CREATE TABLE tb_customers (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    email VARCHAR(255) NOT NULL,
    name VARCHAR(200) NOT NULL,
    phone VARCHAR(40),
    status VARCHAR(50) NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'blocked')),
    credit_limit NUMERIC(10,2) NOT NULL DEFAULT 0 CHECK (credit_limit >= 0),
    metadata JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tb_customers_email_key ON tb_customers(lower(email));
CREATE INDEX ON tb_customers(created_at DESC, id);
CREATE TRIGGER touch BEFORE UPDATE ON tb_customers FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_touch_updated_at();

CREATE TABLE tb_customer_addresses (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id) ON DELETE CASCADE,
    address_type VARCHAR(50) NOT NULL CHECK (address_type IN ('shipping', 'billing')),
    street_address TEXT NOT NULL,
    city VARCHAR(100) NOT NULL,
    postal_code VARCHAR(20),
    country VARCHAR(2) NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (customer_id, id)                                  -- target of the orders' composite keys
);
-- One default per type, any number of others; immediate, so that a function sees the violation itself.
CREATE UNIQUE INDEX one_default_per_type ON tb_customer_addresses(customer_id, address_type) WHERE is_default;

CREATE TABLE tb_customer_payment_methods (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id) ON DELETE CASCADE,
    payment_type VARCHAR(50) NOT NULL,
    provider VARCHAR(50) NOT NULL,
    token TEXT NOT NULL,                                      -- opaque reference at the provider; never in a view
    last_four CHAR(4) CHECK (last_four ~ '^[0-9]{4}$'),  -- its own column: the token tells nothing about the card
    is_default BOOLEAN NOT NULL DEFAULT false,
    expires_at DATE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX one_default_payment ON tb_customer_payment_methods(customer_id) WHERE is_default;
CREATE INDEX ON tb_customer_payment_methods(customer_id);

CREATE TABLE tb_coupons (
    code VARCHAR(40) PRIMARY KEY,
    percent_off NUMERIC(5,2) NOT NULL CHECK (percent_off > 0 AND percent_off <= 100),
    valid_until TIMESTAMPTZ,
    max_uses INT,
    used INT NOT NULL DEFAULT 0,
    CONSTRAINT not_overused CHECK (max_uses IS NULL OR used <= max_uses)
);

CREATE SEQUENCE seq_order_number;
CREATE FUNCTION fn_next_order_number() RETURNS text LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT 'ORD-' || lpad(n::text, greatest(8, length(n::text)), '0') FROM nextval('public.seq_order_number') AS n
$$;                                                           -- unique and never cut short

CREATE TABLE tb_orders (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_number VARCHAR(50) NOT NULL UNIQUE DEFAULT fn_next_order_number(),
    customer_id UUID NOT NULL REFERENCES tb_customers(id),
    shipping_address_id UUID,
    billing_address_id UUID,
    status VARCHAR(50) NOT NULL DEFAULT 'pending'
      CHECK (status IN ('pending', 'paid', 'fulfilling', 'shipped', 'delivered', 'cancelled')),
    shipping_status VARCHAR(50),
    notes TEXT,
    coupon_code VARCHAR(40) REFERENCES tb_coupons(code),
    subtotal NUMERIC(14,2) NOT NULL CHECK (subtotal >= 0),
    discount NUMERIC(14,2) NOT NULL DEFAULT 0 CHECK (discount BETWEEN 0 AND subtotal),
    total_amount NUMERIC(14,2) NOT NULL,
    CONSTRAINT total_adds_up CHECK (total_amount = subtotal - discount),                  -- one truth
    tracking_number VARCHAR(100),
    order_date TIMESTAMPTZ NOT NULL DEFAULT now(),
    shipped_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    FOREIGN KEY (customer_id, shipping_address_id) REFERENCES tb_customer_addresses(customer_id, id)
      ON DELETE SET NULL (shipping_address_id),
    FOREIGN KEY (customer_id, billing_address_id) REFERENCES tb_customer_addresses(customer_id, id)
      ON DELETE SET NULL (billing_address_id)
);
CREATE INDEX ON tb_orders(customer_id, created_at DESC, id);  -- a customer's newest orders
CREATE INDEX ON tb_orders(status, created_at DESC, id);
CREATE INDEX ON tb_orders(created_at DESC, id);
CREATE INDEX ON tb_orders(customer_id, shipping_address_id);
CREATE INDEX ON tb_orders(customer_id, billing_address_id);
CREATE TRIGGER touch BEFORE UPDATE ON tb_orders FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_touch_updated_at();

CREATE TABLE tb_order_items (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL REFERENCES tb_orders(id) ON DELETE CASCADE,
    line_no INT NOT NULL,                                     -- created_at is equal for all lines of an order
    product_id UUID NOT NULL REFERENCES tb_products(id),
    variant_id UUID,
    quantity INT NOT NULL CHECK (quantity > 0),
    unit_price NUMERIC(10,2) NOT NULL CHECK (unit_price >= 0),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (order_id, line_no),
    FOREIGN KEY (product_id, variant_id) REFERENCES tb_product_variants(product_id, id)
);
CREATE INDEX ON tb_order_items(product_id);

CREATE TABLE tb_reviews (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    product_id UUID NOT NULL REFERENCES tb_products(id) ON DELETE CASCADE,
    customer_id UUID NOT NULL REFERENCES tb_customers(id) ON DELETE CASCADE,
    rating INT NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title VARCHAR(200),
    body TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (product_id, customer_id)
);
CREATE INDEX ON tb_reviews(customer_id);

CREATE TABLE tb_order_fulfillment (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    order_id UUID NOT NULL UNIQUE REFERENCES tb_orders(id) ON DELETE CASCADE,
    warehouse_id UUID,
    status VARCHAR(50) NOT NULL,
    shipped_at TIMESTAMPTZ
);

-- A client's retry after a lost answer must not make a second order.
CREATE TABLE tb_idempotency_keys (
    scope TEXT NOT NULL,
    key TEXT NOT NULL CHECK (length(key) BETWEEN 8 AND 200),
    result JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (scope, key)
);
