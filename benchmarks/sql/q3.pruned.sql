SELECT coalesce(json_agg(json_build_object(
         'id', o.id, 'orderNumber', o.order_number, 'status', o.status, 'total', o.total_amount, 'createdAt', o.created_at,
         'notes', o.notes,
         'customer', json_build_object('id', c.id, 'name', c.name, 'email', c.email),
         'items', (
           SELECT coalesce(json_agg(json_build_object(
                    'id', i.id, 'quantity', i.quantity, 'price', i.unit_price,
                    'product', json_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'description', p.description,
                                                 'status', p.status)) ORDER BY i.line_no), '[]')
           FROM tb_order_items i JOIN tb_products p ON p.id = i.product_id
           WHERE i.order_id = o.id))
         ORDER BY o.created_at DESC, o.id), '[]')
FROM (SELECT id, order_number, status, total_amount, created_at, notes, customer_id FROM tb_orders
      WHERE created_at < timestamptz ':base' - :n * interval '1 second' ORDER BY created_at DESC, id LIMIT 100) o
JOIN tb_customers c ON c.id = o.customer_id;
