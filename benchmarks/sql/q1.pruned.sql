SELECT json_build_object(
         'id', o.id, 'orderNumber', o.order_number, 'status', o.status, 'total', o.total_amount, 'createdAt', o.created_at,
         'customer', json_build_object('id', c.id, 'name', c.name, 'email', c.email),
         'items', (
           SELECT coalesce(json_agg(json_build_object(
                    'quantity', i.quantity, 'price', i.unit_price,
                    'product', json_build_object('name', p.name, 'sku', p.sku)) ORDER BY i.line_no), '[]')
           FROM tb_order_items i JOIN tb_products p ON p.id = i.product_id
           WHERE i.order_id = o.id))
FROM tb_orders o JOIN tb_customers c ON c.id = o.customer_id
WHERE o.id = md5('order:' || :n)::uuid;
