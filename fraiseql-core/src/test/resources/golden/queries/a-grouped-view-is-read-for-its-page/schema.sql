CREATE TABLE tb_customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL);
CREATE TABLE tb_orders (
  id int PRIMARY KEY,
  customer_id int REFERENCES tb_customers,
  status text NOT NULL,
  total numeric(10,2) NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TABLE tb_lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES tb_orders, sku text NOT NULL, quantity int);
CREATE VIEW v_orders AS
WITH sums AS (SELECT order_id, sum(quantity) AS pieces FROM tb_lines GROUP BY order_id)
SELECT o.id,
  jsonb_build_object('__typename', 'Order', 'id', o.id, 'pieces', coalesce(s.pieces, 0)) AS data
FROM tb_orders o LEFT JOIN sums s ON s.order_id = o.id;
INSERT INTO tb_customers VALUES (1, 'Ada', 'ada@example.com'), (2, 'Bo "the" \ Builder', 'bo@example.com');
INSERT INTO tb_orders VALUES
  (1, 1, 'paid', 12.50, '2024-01-01T00:00:00Z'),
  (2, 1, 'open', 7.00, '2024-01-02T00:00:00Z'),
  (3, 2, 'paid', 7.00, '2024-01-03T00:00:00Z'),
  (4, NULL, 'open', 99.90, '2024-01-04T00:00:00Z');
INSERT INTO tb_lines VALUES (1, 1, 'chair', 2), (2, 1, 'lamp', 1), (3, 2, 'lamp', NULL), (4, 3, 'tent', 5);
