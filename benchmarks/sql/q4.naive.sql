SELECT data FROM v_products WHERE id = md5('product:' || :n)::uuid;
