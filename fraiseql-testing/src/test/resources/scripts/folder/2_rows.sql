INSERT INTO tb_orders VALUES (fn_two(), 'two', 1), (fn_three(), 'three', 1);
