-- Customers with addresses and payment methods.

INSERT INTO tb_customers(id, email, name, status, credit_limit, created_at, updated_at)
SELECT md5('customer:' || g)::uuid, 'customer' || g || '@example.com',
       (ARRAY['Ada','Bo','Cleo','Dan','Eve','Finn','Gus','Hana'])[1 + g % 8] || ' ' ||
         (ARRAY['Stone','O''Neil','Müller','Li','Novak'])[1 + g % 5] || ' ' || g,
       CASE WHEN g % 33 = 32 THEN 'inactive' ELSE 'active' END, 100 * (g % 50),
       pg_temp.seed_base() - make_interval(mins => 525600 + pg_temp.h(g, 4, 525600)::int), pg_temp.seed_base() - interval '1 year'
FROM generate_series(1, pg_temp.seed('customers')) g;
SELECT 'customers' AS what, count(*) AS rows FROM tb_customers;
INSERT INTO tb_customer_addresses(id, customer_id, address_type, street_address, city, postal_code, country, is_default, created_at)
SELECT md5('address:' || g || ':' || a)::uuid, md5('customer:' || g)::uuid, (ARRAY['shipping','billing'])[a],
       g || ' Main Street',
       (ARRAY['Lyon','Porto','Oslo','Pune','Kyoto','Quito'])[1 + g % 6], lpad((g % 99999)::text, 5, '0'),
       (ARRAY['FR','PT','NO','IN','JP','EC'])[1 + g % 6],
       true, pg_temp.seed_base() - interval '1 year'
FROM generate_series(1, pg_temp.seed('customers')) g, generate_series(1, 2) a;
SELECT 'addresses' AS what, count(*) AS rows FROM tb_customer_addresses;
INSERT INTO tb_customer_payment_methods(id, customer_id, payment_type, provider, token, last_four, is_default, expires_at,
                                        created_at)
SELECT md5('payment:' || g)::uuid, md5('customer:' || g)::uuid, 'card', 'examplepay',
       'tok_' || md5('token:' || g), lpad((g % 10000)::text, 4, '0'),
       true, (pg_temp.seed_base() + interval '10 years')::date, pg_temp.seed_base() - interval '1 year'
FROM generate_series(1, pg_temp.seed('customers')) g;
SELECT 'payment methods' AS what, count(*) AS rows FROM tb_customer_payment_methods;
