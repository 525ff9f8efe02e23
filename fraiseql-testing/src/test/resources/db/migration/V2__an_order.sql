INSERT INTO tb_orders VALUES (1, 'one', 9.50);
