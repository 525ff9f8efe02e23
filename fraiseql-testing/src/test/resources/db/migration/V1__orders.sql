CREATE TABLE tb_orders (id int PRIMARY KEY, tenant text NOT NULL DEFAULT '', total numeric NOT NULL);
CREATE VIEW v_orders AS SELECT id, total FROM tb_orders WHERE tenant = current_setting('app.tenant', true);
