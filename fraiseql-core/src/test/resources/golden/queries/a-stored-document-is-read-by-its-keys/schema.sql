CREATE TABLE tv_orders (id int PRIMARY KEY, total numeric NOT NULL, data jsonb NOT NULL);
COMMENT ON COLUMN tv_orders.data IS
  '@shape {__typename: Order, id: int!, total: numeric!, lines: [{sku: text!, quantity: int}!]!}';
INSERT INTO tv_orders VALUES
  (1, 12.50, '{"id": 1, "total": 12.50, "lines": [{"sku": "chair", "quantity": 2}, {"sku": "lamp", "quantity": null}]}'),
  (2, 7, '{"id": 2, "total": 7, "lines": []}');
