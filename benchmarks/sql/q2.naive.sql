SELECT data FROM v_products WHERE base_price >= :n AND status = 'active' ORDER BY base_price, id LIMIT 20;
