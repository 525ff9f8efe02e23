-- How the shop behaves, as API role, owner and superuser. Every check raises when it fails and notices "ok: …" otherwise.
-- For a superuser, on the shop with 100 customers or more, in one transaction that is rolled back.

CREATE FUNCTION pg_temp.ok(label text, good boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN IF good IS NOT TRUE THEN RAISE EXCEPTION 'FAILED: %', label; END IF; RAISE NOTICE 'ok: %', label; END $$;
-- as a role, run one statement that must fail with a state
CREATE FUNCTION pg_temp.fails(label text, stmt text, state text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  BEGIN EXECUTE stmt; EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE <> state THEN RAISE EXCEPTION 'FAILED: % gave % %', label, SQLSTATE, SQLERRM; END IF;
    RAISE NOTICE 'ok: % (%)', label, SQLSTATE; RETURN; END;
  RAISE EXCEPTION 'FAILED: % did not fail', label;
END $$;
DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %s TO shop_api, shop_owner', pg_my_temp_schema()::regnamespace); END $$;
CREATE TEMP TABLE r(n text, res mutation_result); GRANT ALL ON r TO shop_api;

CREATE FUNCTION pg_temp.leak(a text) RETURNS bool LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN IF a LIKE '%tenant 2%' THEN RAISE EXCEPTION 'leaked'; END IF; RETURN true; END $$;

-- Data is consistent
SELECT pg_temp.ok('order totals = lines - discount', NOT EXISTS (SELECT 1 FROM tb_orders o JOIN (SELECT order_id, sum(quantity*unit_price) s FROM tb_order_items GROUP BY 1) i ON i.order_id=o.id WHERE o.subtotal<>i.s));
SELECT pg_temp.ok('analytics = brute force', NOT EXISTS (SELECT 1 FROM tv_product_analytics a WHERE
   a.total_sold <> (SELECT coalesce(sum(oi.quantity),0) FROM tb_order_items oi JOIN tb_orders o ON o.id=oi.order_id AND o.status<>'cancelled' WHERE oi.product_id=a.product_id)
   OR a.review_count <> (SELECT count(*) FROM tb_reviews r WHERE r.product_id=a.product_id)));
SELECT pg_temp.ok('every order has 3 lines and a projection', (SELECT bool_and(item_count=3) AND count(*)=(SELECT count(*) FROM tb_orders) FROM tv_order_search_projection));

SET LOCAL ROLE shop_api;

-- Commands as the API role
INSERT INTO r SELECT 'good', fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid, 'shipping_address_id', md5('address:1:1')::uuid,
  'items', jsonb_build_array(jsonb_build_object('product_id', md5('product:1')::uuid, 'quantity', 2), jsonb_build_object('product_id', md5('product:2')::uuid, 'quantity', 1)), 'coupon_code', 'HALF'));
SELECT pg_temp.ok('create', (SELECT (res).success FROM r WHERE n='good'));
SELECT pg_temp.ok('coupon halves the total', (SELECT ((res).data->>'total')::numeric = (SELECT subtotal - round(subtotal/2,2) FROM tb_orders WHERE id=((res).data->>'id')::uuid) FROM r WHERE n='good'));
SELECT pg_temp.ok('view shows 2 lines in order', (SELECT jsonb_array_length(v.data->'items')=2 AND v.data->'items'->0->>'quantity'='2' FROM v_order_aggregate v, r WHERE n='good' AND v.id=((res).data->>'id')::uuid));
SELECT pg_temp.ok('projection is up to date', (SELECT p.item_count=2 AND p.total_amount=((res).data->>'total')::numeric FROM tv_order_search_projection p, r WHERE n='good' AND p.order_id=((res).data->>'id')::uuid));
SELECT pg_temp.ok('one OrderCreated', (SELECT count(*)=1 FROM tb_domain_events e, r WHERE n='good' AND e.aggregate_id=((res).data->>'id')::uuid AND e.event_type='OrderCreated'));
SELECT pg_temp.ok('changed_fields of the coupon update', (SELECT array_agg(k ORDER BY k) = '{coupon_code,discount,total_amount}' FROM tb_domain_events e, r, jsonb_object_keys(e.event_data->'changed_fields') k WHERE n='good' AND e.aggregate_id=((res).data->>'id')::uuid AND e.event_type='OrderUpdated'));
SELECT pg_temp.ok('no items: '||x, NOT (f).success AND (f).data->>'code'='INVALID_INPUT') FROM (SELECT x, fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid)||x::jsonb) f FROM unnest(ARRAY['{}','{"items":null}','{"items":[]}','{"items":{}}','{"items":"x"}']) x) z;
SELECT pg_temp.ok('bad line: '||x, NOT (f).success AND (f).data->'details'->0->>'code'=c) FROM (SELECT x, c, fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid)||x::jsonb))) f
  FROM (VALUES ('{"quantity":-5}','INVALID_QUANTITY'),('{"quantity":0}','INVALID_QUANTITY'),('{}','INVALID_QUANTITY'),('{"quantity":1.5}','INVALID_QUANTITY'),('{"quantity":"1; drop"}','INVALID_QUANTITY'),('{"quantity":1,"price":0.01}','PRICE_CHANGED'),
   ('{"quantity":1,"product_id":"abc"}','PRODUCT_UNAVAILABLE'),('{"quantity":1,"product_id":"00000000-0000-0000-0000-000000000000"}','PRODUCT_UNAVAILABLE'),('{"quantity":1,"variant_id":"00000000-0000-0000-0000-000000000000"}','VARIANT_UNAVAILABLE')) v(x,c)) z;
SELECT pg_temp.ok('retired product', (fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'items',jsonb_build_array(jsonb_build_object('product_id',md5('product:49')::uuid,'quantity',1))))).data->'details'->0->>'code'='PRODUCT_UNAVAILABLE');
SELECT pg_temp.ok('another customer''s address', (fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'shipping_address_id',md5('address:2:1')::uuid,'items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid,'quantity',1))))).data->>'code'='ADDRESS_NOT_FOUND');
SELECT pg_temp.ok('inactive customer', (fn_create_order(jsonb_build_object('customer_id', md5('customer:32')::uuid,'items','[{}]'::jsonb))).data->>'code'='CUSTOMER_NOT_FOUND');
SELECT pg_temp.ok('bad coupon undoes the order', (SELECT NOT (f).success AND (f).data->>'code'='COUPON_INVALID' FROM (SELECT fn_create_order(jsonb_build_object('customer_id', md5('customer:3')::uuid,'coupon_code','NOPE','items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid,'quantity',1)))) f) z));
SELECT pg_temp.ok('... and left nothing', (SELECT count(*)=5 FROM tb_orders WHERE customer_id=md5('customer:3')::uuid));
SELECT pg_temp.ok('long notes refused, 4000 fine', NOT (fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'notes',repeat('n',4001),'items','[{}]'::jsonb))).success
   AND (fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'notes',repeat('n',4000),'items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid,'quantity',1))))).success);
INSERT INTO r SELECT 'k'||g, fn_create_order(jsonb_build_object('customer_id', md5('customer:4')::uuid,'idempotency_key','retry-0001','items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid,'quantity',1)))) FROM generate_series(1,3) g;
SELECT pg_temp.ok('same key, same order, once', (SELECT count(DISTINCT (res).data)=1 AND bool_and((res).success) FROM r WHERE n LIKE 'k_') AND (SELECT count(*)=6 FROM tb_orders WHERE customer_id=md5('customer:4')::uuid));
SELECT pg_temp.ok('ship once, not twice', (SELECT (fn_ship_order(jsonb_build_object('order_id',(res).data->>'id','tracking_number','T1'))).success FROM r WHERE n='good')
   AND (SELECT (fn_ship_order(jsonb_build_object('order_id',(res).data->>'id'))).data->>'code'='WRONG_STATUS' FROM r WHERE n='good'));

SELECT pg_temp.ok('version = events of the order', (SELECT (v.data->>'version')::bigint = count(*) AND count(*) > 2 FROM v_order_aggregate v JOIN tb_domain_events e ON e.aggregate_id=v.id, r WHERE n='good' AND v.id=((res).data->>'id')::uuid GROUP BY v.data));
SELECT pg_temp.ok('lock tells the version that the view shows', (SELECT fn_lock_aggregate('Order', v.id) = (v.data->>'version')::bigint FROM v_order_aggregate v, r WHERE n='good' AND v.id=((res).data->>'id')::uuid));
SELECT pg_temp.ok('lock of what has no version yet', fn_lock_aggregate('Order', md5('order:7')::uuid) = (SELECT (data->>'version')::bigint FROM v_order_aggregate WHERE id=md5('order:7')::uuid) AND fn_lock_aggregate('Order', md5('nothing')::uuid) = 0);
SELECT pg_temp.ok('shipped cannot be cancelled', (SELECT (fn_cancel_order(jsonb_build_object('order_id',(res).data->>'id'))).data = '{"code":"WRONG_STATUS","details":{"status":"shipped"}}' FROM r WHERE n='good'));
INSERT INTO r SELECT 'half', fn_create_order(jsonb_build_object('customer_id', md5('customer:1')::uuid,'coupon_code','HALF','items',jsonb_build_array(jsonb_build_object('product_id',md5('product:1')::uuid,'quantity',1))));
SELECT pg_temp.ok('cancel', (SELECT (f).success AND (f).data->>'status'='cancelled' FROM (SELECT fn_cancel_order(jsonb_build_object('order_id',(res).data->>'id','reason','Too late')) f FROM r WHERE n='half') z));
SELECT pg_temp.ok('... with its reason', (SELECT event_data->>'reason'='Too late' FROM tb_domain_events e, r WHERE n='half' AND e.aggregate_id=((res).data->>'id')::uuid AND event_type='OrderCancelled'));
SELECT pg_temp.ok('... not twice', (SELECT (fn_cancel_order(jsonb_build_object('order_id',(res).data->>'id'))).data->>'code'='WRONG_STATUS' FROM r WHERE n='half'));
SELECT pg_temp.ok('nothing to cancel: '||x, (fn_cancel_order(x::jsonb)).data->>'code'='ORDER_NOT_FOUND') FROM unnest(ARRAY['{}','[]','{"order_id":null}','{"order_id":"x"}','{"order_id":[1]}']) x;
SELECT pg_temp.ok('add review', (fn_add_review(jsonb_build_object('product_id',md5('product:49')::uuid,'customer_id',md5('customer:9')::uuid,'rating',4,'title',repeat('t',300)))).success);
SELECT pg_temp.ok('... and see it', (SELECT data->>'rating'='4' AND length(data->>'title')=200 FROM v_reviews WHERE product_id=md5('product:49')::uuid AND customer_id=md5('customer:9')::uuid));
SELECT pg_temp.fails('... once', 'SELECT fn_add_review(jsonb_build_object(''product_id'',md5(''product:49'')::uuid,''customer_id'',md5(''customer:9'')::uuid,''rating'',4))', '23505');
SELECT pg_temp.fails('review without rating: '||x, format('SELECT fn_add_review(jsonb_build_object(''product_id'',md5(''product:49'')::uuid,''customer_id'',md5(''customer:8'')::uuid)||%L::jsonb)', x), '23502') FROM unnest(ARRAY['{}','{"rating":"good"}','{"rating":-1}','{"rating":1.5}','{"rating":{}}']) x;
SELECT pg_temp.fails('rating 6', 'SELECT fn_add_review(jsonb_build_object(''product_id'',md5(''product:49'')::uuid,''customer_id'',md5(''customer:8'')::uuid,''rating'',6))', '23514');
SELECT pg_temp.fails('review of nothing', 'SELECT fn_add_review(jsonb_build_object(''product_id'',md5(''nothing'')::uuid,''customer_id'',md5(''customer:8'')::uuid,''rating'',1))', '23503');
SELECT pg_temp.ok('update customer', (fn_update_customer(jsonb_build_object('customer_id',md5('customer:7')::uuid,'phone','+49 1'))).success);
SELECT pg_temp.ok('... absent keeps', (SELECT data->>'phone'='+49 1' AND name<>'' AND email='customer7@example.com' FROM v_customer_aggregate WHERE id=md5('customer:7')::uuid));
SELECT pg_temp.ok('update again', (fn_update_customer(jsonb_build_object('customer_id',md5('customer:7')::uuid,'phone',NULL,'name','Seven'))).success);
SELECT pg_temp.ok('... null clears', (SELECT data->'phone'='null' AND name='Seven' FROM v_customer_aggregate WHERE id=md5('customer:7')::uuid));
SELECT pg_temp.fails('... but no name', 'SELECT fn_update_customer(jsonb_build_object(''customer_id'',md5(''customer:7'')::uuid,''name'',NULL))', '23502');
SELECT pg_temp.fails('... nor another''s address', 'SELECT fn_update_customer(jsonb_build_object(''customer_id'',md5(''customer:7'')::uuid,''email'',''CUSTOMER8@example.com''))', '23505');
SELECT pg_temp.ok('update of nobody: '||x, (fn_update_customer(x::jsonb)).data->>'code'='CUSTOMER_NOT_FOUND') FROM unnest(ARRAY['{}','[]','{"customer_id":"x"}']) x;
SELECT pg_temp.ok('long phone', (fn_update_customer(jsonb_build_object('customer_id',md5('customer:7')::uuid,'phone',repeat('1',41)))).data->>'code'='INVALID_INPUT');

-- Rights
SELECT pg_temp.fails('API role cannot write orders', 'UPDATE tb_orders SET status = ''paid''', '42501');
SELECT pg_temp.fails('API role cannot forge events', 'INSERT INTO tb_domain_events(aggregate_type,aggregate_id,event_type,event_data,event_version) VALUES (''x'',gen_random_uuid(),''x'',''{}'',1)', '42501');
SELECT pg_temp.fails('API role cannot set versions', 'UPDATE tb_aggregate_versions SET version = 0', '42501');
SELECT pg_temp.ok('API role sees no versions of projects', NOT EXISTS (SELECT 1 FROM tb_aggregate_versions WHERE aggregate_type = 'Project'));
SELECT pg_temp.fails('API role cannot publish', 'SELECT fn_publish_domain_event(''x'',gen_random_uuid(),''x'',''{}'')', '42501');
SELECT pg_temp.fails('API role cannot read card tokens', 'SELECT token FROM tb_customer_payment_methods', '42501');
SELECT pg_temp.fails('API role cannot delete from a projection', 'DELETE FROM tv_order_search_projection', '42501');
SELECT pg_temp.ok('aggregate view reads', (SELECT data->'payment_methods'->0->>'last_four' = '0001' FROM v_customer_aggregate WHERE id=md5('customer:1')::uuid));

-- Tenants
SELECT pg_temp.ok('no tenant: no row', (SELECT count(*)=0 FROM v_projects) AND (SELECT count(*)=0 FROM tb_tenants));
SET LOCAL app.tenant_id = '';
SELECT pg_temp.ok('empty tenant: no row, no error', (SELECT count(*)=0 FROM v_projects));
SELECT set_config('app.tenant_id', md5('tenant:1'), true);
SELECT pg_temp.ok('10 projects of tenant 1, with tenant and members', (SELECT count(*)=10 AND bool_and(data->'tenant'->>'id'=md5('tenant:1')::uuid::text AND jsonb_array_length(data->'team_members')=3) FROM v_projects));
SELECT pg_temp.fails('insert for tenant 2', format('INSERT INTO tb_projects(tenant_id,name) VALUES (%L,''x'')', md5('tenant:2')::uuid), '42501');
SELECT pg_temp.fails('member of a project of tenant 2', format('INSERT INTO tb_project_members(project_id,user_id) VALUES (%L,gen_random_uuid())', md5('project:2:1')::uuid), '23503');
UPDATE tb_projects SET name = name || '!' ;
SELECT pg_temp.ok('update touches own rows only', (SELECT count(*)=10 FROM tb_projects WHERE name LIKE '%!'));
SELECT pg_temp.ok('create project', (fn_create_project('{"name":"New"}')).success);
SELECT pg_temp.ok('... and see it', (SELECT count(*)=11 FROM v_projects));
SELECT pg_temp.ok('its events carry the tenant', (SELECT count(*)>0 AND bool_and(tenant_id=md5('tenant:1')::uuid) FROM tb_domain_events));
SELECT pg_temp.ok('leaky function in a filter sees own rows only', (SELECT count(*)=11 FROM v_projects WHERE pg_temp.leak(name)));
SET LOCAL ROLE shop_owner;
SELECT pg_temp.ok('owner is held too (FORCE)', (SELECT count(*)=11 FROM tb_projects));
RESET ROLE;
SELECT set_config('app.tenant_id', '', true);

-- Addresses
INSERT INTO tb_customer_addresses(customer_id,address_type,street_address,city,country) SELECT md5('customer:5')::uuid,'shipping','s'||g,'c','FR' FROM generate_series(1,5) g;
INSERT INTO tb_customer_addresses(customer_id,address_type,street_address,city,country,is_default) VALUES (md5('customer:5')::uuid,'shipping','new default','c','FR',true);
SELECT pg_temp.ok('new default takes over', (SELECT count(*)=1 AND max(street_address)='new default' FROM tb_customer_addresses WHERE customer_id=md5('customer:5')::uuid AND address_type='shipping' AND is_default));
DELETE FROM tb_customer_addresses WHERE customer_id=md5('customer:5')::uuid AND address_type='shipping' AND NOT is_default;
SELECT pg_temp.ok('delete deletes', (SELECT count(*)=2 FROM tb_customer_addresses WHERE customer_id=md5('customer:5')::uuid));
SELECT pg_temp.fails('last address stays', format('DELETE FROM tb_customer_addresses WHERE customer_id=%L', md5('customer:5')::uuid), 'DR001');
INSERT INTO tb_customers(id,email,name) VALUES (md5('x')::uuid,'x@y','X'); INSERT INTO tb_customer_addresses(customer_id,address_type,street_address,city,country) VALUES (md5('x')::uuid,'shipping','s','c','FR');
DELETE FROM tb_customers WHERE id=md5('x')::uuid;
SELECT pg_temp.ok('a customer goes with its addresses', NOT EXISTS (SELECT 1 FROM tb_customer_addresses WHERE customer_id=md5('x')::uuid));
SELECT pg_temp.fails('e-mail is unique whatever its case', 'INSERT INTO tb_customers(email,name) VALUES (''CUSTOMER1@example.com'',''x'')', '23505');

-- Projections follow
UPDATE tb_customers SET name='Renamed' WHERE id=md5('customer:6')::uuid;
SELECT pg_temp.ok('customer renamed', (SELECT bool_and(customer_name='Renamed' AND search_vector @@ 'renamed') AND count(*)=5 FROM tv_order_search_projection WHERE customer_id=md5('customer:6')::uuid));
DELETE FROM tb_orders WHERE id=md5('order:1')::uuid;
SELECT pg_temp.ok('no ghost', NOT EXISTS (SELECT 1 FROM tv_order_search_projection WHERE order_id=md5('order:1')::uuid));
CREATE TEMP TABLE ev AS SELECT count(*) n FROM tb_domain_events;
UPDATE tb_orders SET status=status WHERE id=md5('order:2')::uuid;
SELECT pg_temp.ok('no-op update makes no event', (SELECT count(*) FROM tb_domain_events) = (SELECT n FROM ev));
UPDATE tb_orders SET notes=repeat('z',100000) WHERE id=md5('order:2')::uuid;
SELECT pg_temp.ok('a 100 kB row is published whole, its doorbell stays short', (SELECT length(event_data->'new'->>'notes')=100000 FROM tb_domain_events WHERE aggregate_id=md5('order:2')::uuid ORDER BY insert_no DESC LIMIT 1));

-- Contexts
INSERT INTO sales.tb_orders(id,customer_id,total_amount) VALUES (md5('s1')::uuid,md5('customer:1')::uuid,10);
INSERT INTO sales.tb_order_items(order_id,product_id,quantity) VALUES (md5('s1')::uuid,md5('product:1')::uuid,2),(md5('s1')::uuid,md5('product:1')::uuid,2),(md5('s1')::uuid,md5('nothing')::uuid,1);
SET CONSTRAINTS ALL IMMEDIATE;
SELECT pg_temp.ok('OrderPlaced has its lines', (SELECT jsonb_array_length(event_data->'items')=3 FROM tb_domain_events WHERE aggregate_id=md5('s1')::uuid AND event_type='OrderPlaced'));
CREATE TEMP TABLE before AS SELECT sum(reserved) s FROM inventory.tb_stock_levels WHERE product_id=md5('product:1')::uuid;
SELECT inventory.fn_process_order_placed(e) FROM tb_domain_events e WHERE aggregate_id=md5('s1')::uuid AND event_type='OrderPlaced';
SELECT pg_temp.ok('reserves 4 once', (SELECT sum(reserved) - (SELECT s FROM before) = 4 FROM inventory.tb_stock_levels WHERE product_id=md5('product:1')::uuid));
SELECT pg_temp.ok('shortage becomes an event', (SELECT event_data->'short'->0->>'missing'='1' FROM tb_domain_events WHERE event_type='StockShort' AND aggregate_id=md5('s1')::uuid));
SELECT pg_temp.ok('fulfilment view', (SELECT jsonb_array_length(data->'inventory_status')=3 FROM v_order_fulfillment WHERE id=md5('s1')::uuid));
SELECT pg_temp.ok('availability view reads all', (SELECT count(data)=(SELECT count(*) FROM catalog.tb_products) FROM v_product_availability));
SELECT pg_temp.fails('category circle', format('UPDATE catalog.tb_categories SET parent_id=%L WHERE id=%L', md5('ccategory:6')::uuid, (SELECT parent_id FROM catalog.tb_categories WHERE id=md5('ccategory:6')::uuid)), 'DR001');
UPDATE catalog.tb_categories SET slug='renamed' WHERE slug='area-2';
SELECT pg_temp.ok('paths follow', (SELECT bool_and(path::text LIKE 'renamed.%') AND count(*)>0 FROM catalog.tb_categories WHERE parent_id=(SELECT id FROM catalog.tb_categories WHERE slug='renamed')));
