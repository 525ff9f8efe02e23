CREATE TABLE tb_customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL);
CREATE TABLE tb_orders (
  id int PRIMARY KEY,
  customer_id int REFERENCES tb_customers,
  status text NOT NULL,
  total numeric(10,2) NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE VIEW v_customers AS
SELECT id, jsonb_build_object('__typename', 'Customer', 'id', id, 'name', name, 'email', email) AS data
FROM tb_customers;
CREATE VIEW v_orders AS
SELECT o.id, o.customer_id,
  jsonb_build_object('__typename', 'Order', 'id', o.id, 'status', o.status, 'total', o.total,
    'created_at', o.created_at, 'customer', c.data) AS data
FROM tb_orders o LEFT JOIN v_customers c ON c.id = o.customer_id;
INSERT INTO tb_customers VALUES (1, 'Ada', 'ada@example.com'), (2, 'Bo "the" \ Builder', 'bo@example.com');
INSERT INTO tb_orders VALUES
  (1, 1, 'paid', 12.50, '2024-01-01T00:00:00Z'),
  (2, 1, 'open', 7.00, '2024-01-02T00:00:00Z'),
  (3, 2, 'paid', 7.00, '2024-01-03T00:00:00Z'),
  (4, NULL, 'open', 99.90, '2024-01-04T00:00:00Z');
