SELECT json_build_object('id', id, 'name', name, 'price', base_price)
FROM tb_products WHERE id = md5('product:' || :n)::uuid;
