SELECT data FROM v_order_aggregate WHERE created_at < timestamptz ':base' - :n * interval '1 second' ORDER BY created_at DESC, id LIMIT 100;
