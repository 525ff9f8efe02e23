SELECT coalesce(json_agg(json_build_object(
         'id', p.id, 'name', p.name, 'price', p.base_price,
         'category', CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'name', c.name) END)
         ORDER BY p.base_price, p.id), '[]')
FROM (SELECT id, name, base_price, category_id FROM tb_products
      WHERE base_price >= :n AND status = 'active' ORDER BY base_price, id LIMIT 20) p
LEFT JOIN tb_categories c ON c.id = p.category_id;
