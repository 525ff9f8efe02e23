BEGIN;
SELECT data ->> 'id' AS id FROM m1_calls c, fn_create_order(c.input) WHERE c.n = :n \gset
SELECT json_build_object('id', o.id, 'orderNumber', o.order_number, 'total', o.total_amount) FROM tb_orders o WHERE o.id = CAST(:id AS uuid);
COMMIT;
