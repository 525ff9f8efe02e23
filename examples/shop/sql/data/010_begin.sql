-- Fills the model. Same parameters, same rows: ids are md5 of kind and number.
-- All files of this folder are run in their order within one transaction, into an empty model, by a superuser or by a member
-- of shop_owner. Parameters are settings, for example SET seed.customers = 1000:
--   seed.customers (1000), seed.products (customers / 2, at least 50), seed.tenants (customers / 100, at least 2),
--   seed.base (the newest order's time at most; now unless given), seed.events (off; on: one OrderCreated for each order)
-- Per customer: 2 addresses, 1 payment method, 5 orders; per order: 3 lines; per product: 2 stock rows, up to 4 reviews,
-- every third has 2 variants; 20 categories in two levels, 25 manufacturers; per tenant: 10 projects of 3 members.
-- Customer N is md5('customer:N')::uuid, product N md5('product:N')::uuid, order N of customer C md5('order:' || (C-1)*5+N)::uuid.
-- A query that answers (what, rows) tells how far the load has come; no other statement answers rows.

SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'UTC';
SET LOCAL synchronous_commit = off;
SET LOCAL jit = off;
SET LOCAL ROLE shop_owner;

DO $$
DECLARE n int := coalesce(nullif(current_setting('seed.customers', true), ''), '1000')::int;
BEGIN
  IF n < 1 THEN RAISE EXCEPTION 'seed.customers must be at least 1, not %', n; END IF;
  PERFORM set_config('seed.customers', n::text, true),
    set_config('seed.products', coalesce(nullif(current_setting('seed.products', true), ''), greatest(50, n / 2)::text), true),
    set_config('seed.tenants', coalesce(nullif(current_setting('seed.tenants', true), ''), greatest(2, n / 100)::text), true),
    set_config('seed.base', coalesce(nullif(current_setting('seed.base', true), ''), now()::text), true),
    set_config('seed.events', coalesce(nullif(current_setting('seed.events', true), ''), 'off'), true);
END $$;
CREATE OR REPLACE FUNCTION pg_temp.seed(p_name text) RETURNS int LANGUAGE sql STABLE AS
  $$ SELECT current_setting('seed.' || p_name)::int $$;
CREATE OR REPLACE FUNCTION pg_temp.seed_base() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT current_setting('seed.base')::timestamptz $$;
-- a number from 0 to m-1, always the same for n and s
CREATE OR REPLACE FUNCTION pg_temp.h(n bigint, s bigint, m bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT (hashint8extended(n, s) & 9223372036854775807) % m $$;
-- the same, but low numbers come much more often (best sellers)
CREATE OR REPLACE FUNCTION pg_temp.skew(n bigint, s bigint, m bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT least(m - 1, floor(m * power(
       ((hashint8extended(n, s) & 9223372036854775807) % 1000003) / 1000003::float8, 2.5::float8))::bigint) $$;

-- rows first, projections at the end in one pass
ALTER TABLE tb_orders DISABLE TRIGGER USER;
ALTER TABLE tb_order_items DISABLE TRIGGER USER;
ALTER TABLE tb_customers DISABLE TRIGGER USER;
ALTER TABLE tb_customer_addresses DISABLE TRIGGER USER;
ALTER TABLE tb_products DISABLE TRIGGER USER;
ALTER TABLE tb_domain_events DISABLE TRIGGER USER;
ALTER TABLE tb_projects DISABLE TRIGGER USER;
ALTER TABLE sales.tb_orders DISABLE TRIGGER USER;
