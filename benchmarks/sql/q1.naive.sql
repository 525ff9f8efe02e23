SELECT data FROM v_order_aggregate WHERE id = md5('order:' || :n)::uuid;
