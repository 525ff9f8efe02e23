CREATE TYPE drink AS ENUM ('coffee', 'tea');
CREATE TABLE tb_guests (id uuid PRIMARY KEY, name text NOT NULL, email text);
CREATE TABLE tb_orders (
  id uuid PRIMARY KEY, number int NOT NULL, guest_id uuid REFERENCES tb_guests, placed_at timestamptz NOT NULL
);
CREATE TABLE tb_lines (
  id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES tb_orders, drink drink NOT NULL, cups int NOT NULL,
  price numeric NOT NULL
);
INSERT INTO tb_guests
  SELECT md5('guest:' || n)::uuid, 'Guest ' || n, CASE WHEN n % 2 = 0 THEN 'g' || n || '@example.org' END
  FROM generate_series(1, 5) n;
INSERT INTO tb_orders
  SELECT md5('order:' || n)::uuid, n, CASE WHEN n % 6 > 0 THEN md5('guest:' || n % 6)::uuid END,
    '2026-01-01T08:00:00Z'::timestamptz + n * interval '1 hour'
  FROM generate_series(1, 12) n;
INSERT INTO tb_lines
  SELECT md5('line:' || o || ':' || l)::uuid, md5('order:' || o)::uuid,
    CASE WHEN l % 2 = 0 THEN 'coffee' ELSE 'tea' END::drink, l, (l * 1.50)::numeric
  FROM generate_series(1, 12) o, generate_series(1, 3) l;

CREATE VIEW v_guests AS
  SELECT g.id, jsonb_build_object('__typename', 'Guest', 'id', g.id, 'name', g.name, 'email', g.email) AS data
  FROM tb_guests g;
CREATE VIEW v_orders AS
  SELECT o.id, o.placed_at, jsonb_build_object(
    '__typename', 'Order', 'id', o.id, 'number', o.number, 'placed_at', o.placed_at,
    'guest', (SELECT v.data FROM v_guests v WHERE v.id = o.guest_id),
    'lines', COALESCE((SELECT jsonb_agg(jsonb_build_object(
        '__typename', 'Line', 'id', l.id, 'drink', l.drink, 'cups', l.cups, 'price', l.price) ORDER BY l.cups)
      FROM tb_lines l WHERE l.order_id = o.id), '[]'::jsonb)) AS data
  FROM tb_orders o;

CREATE TABLE tb_values (
  id int PRIMARY KEY, b boolean, i2 smallint, i4 integer, i8 bigint, n numeric, f4 real, f8 double precision,
  t text, u uuid, ts timestamp, tz timestamptz, d date, c time, ct timetz, j jsonb
);
CREATE VIEW v_values AS
  SELECT v.id, jsonb_build_object('__typename', 'Value', 'id', v.id, 'b', v.b, 'i2', v.i2, 'i4', v.i4, 'i8', v.i8,
    'n', v.n, 'f4', v.f4, 'f8', v.f8, 't', v.t, 'u', v.u, 'ts', v.ts, 'tz', v.tz, 'd', v.d, 'c', v.c, 'ct', v.ct,
    'j', v.j) AS data
  FROM tb_values v;
INSERT INTO tb_values VALUES
  (1, true, 32767, 2147483647, 9223372036854775807, 12.50, 0.1, 1e-7, E'a"b\\c\n\u2028é\U0001F600',
   '00000000-0000-4000-8000-00000000000a', '2026-02-03T04:05:06.700', '2026-02-03T04:05:06.007+02', '2026-02-03',
   '04:05:06.123456', '04:05:06+05:30', '{"a": [1, 2.50, null, "x"]}'),
  (2, false, -1, -1, -9223372036854775808, 100000000000000000000000.00000000000000000001, 1e6, 123456789012345680,
   '', '00000000-0000-4000-8000-00000000000b', '0044-03-15 BC', '12026-02-03T04:05:06Z', '0044-03-15 BC',
   '00:00:00', '23:59:59-03', '[]'),
  (3, null, 0, 0, 0, 0, 1.5e-5, -0.0, 'x', null, '2026-01-01', '2026-01-01T00:00:00Z', '10001-01-01', '12:00:00.5',
   '12:00:00+00', 'null'),
  (4, null, null, null, null, 0.00000001, 'Infinity', 100, 'x', null, null, '1999-12-31T23:59:59.999999Z', null,
   null, null, '"text"'),
  (5, null, null, null, null, -1, -3.25, 1234.5, 'x', null, null, null, null, null, null, '17');

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE rename_guest_input AS (id uuid, name text);
CREATE FUNCTION fn_rename_guest(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tb_guests SET name = input_data->>'name' WHERE id = (input_data->>'id')::uuid;
  IF input_data->>'name' = 'Nobody' THEN
    RETURN ROW(false, 'Nobody is no name', jsonb_build_object('code', 'NO_NAME'))::mutation_result;
  END IF;
  RETURN ROW(true, 'Renamed', jsonb_build_object('id', input_data->>'id'))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_rename_guest(jsonb) IS '@returns v_guests';
REVOKE EXECUTE ON FUNCTION fn_rename_guest(jsonb) FROM PUBLIC;
