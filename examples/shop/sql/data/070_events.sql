-- A history: one OrderCreated for each order, if seed.events is on.

INSERT INTO tb_domain_events(id, source_context, aggregate_type, aggregate_id, event_type, event_data, event_version, created_at)
SELECT md5('event:' || id)::uuid, 'sales', 'Order', id, 'OrderCreated', jsonb_build_object('new', to_jsonb(o)), 1, created_at
FROM tb_orders o WHERE current_setting('seed.events')::boolean ORDER BY created_at, order_number;
INSERT INTO tb_aggregate_versions(aggregate_type, aggregate_id, version)
SELECT aggregate_type, aggregate_id, max(event_version) FROM tb_domain_events GROUP BY 1, 2;
INSERT INTO tv_order_timeline(id, order_id, created_at, data)
SELECT id, aggregate_id, created_at, jsonb_build_object(
  '__typename', 'OrderTimelineEntry', 'id', id, 'order_id', aggregate_id, 'event_type', event_type,
  'version', event_version, 'status', event_data->'new'->'status', 'created_at', created_at)
FROM tb_domain_events WHERE aggregate_type = 'Order';
DO $$ BEGIN PERFORM fn_sequence_domain_events(2000000000); END $$;
SELECT 'domain events' AS what, count(*) AS rows FROM tb_domain_events;
