SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT (
      SELECT concat('{"total":', COALESCE((("d1".v -> 'total'))::text, 'null'), ',"lines":', COALESCE(CASE WHEN jsonb_typeof(("d1".v -> 'lines')) = 'array' THEN '[' || COALESCE((
        SELECT string_agg(COALESCE((
          SELECT concat('{"sku":', COALESCE((("d3".v -> 'sku'))::text, 'null'), '}')
          FROM (
            SELECT "e2".v || '{}' AS v
            WHERE jsonb_typeof("e2".v) = 'object' OFFSET 0
          ) "d3"
        ), 'null'), ',' ORDER BY "e2".n)
        FROM (
          SELECT *
          FROM jsonb_array_elements(CASE WHEN jsonb_typeof(("d1".v -> 'lines')) = 'array' THEN ("d1".v -> 'lines') END) WITH ORDINALITY AS "e2"(v, n)
          ORDER BY "e2".n
          LIMIT 1
        ) "e2"
      ), '') || ']' END, 'null'), '}')
      FROM (
        SELECT r."data" || '{}' AS v
        WHERE jsonb_typeof(r."data") = 'object' OFFSET 0
      ) "d1"
    ) AS "j"
    FROM (
      SELECT r."data", r."total", r."id"
      FROM "public"."tv_orders" r
      WHERE (r."total" > CAST($1::text AS numeric)) AND ((EXISTS (
        SELECT
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof((r."data" -> 'lines')) = 'array' THEN (r."data" -> 'lines') END) AS "e1"(v)
        WHERE ("e1".v ->> 'sku') LIKE (replace(replace(replace($2::text, E'\\', E'\\\\'), '%', E'\\%'), '_', E'\\_') || '%')
      )))
      ORDER BY r."id"
      LIMIT 100
    ) r
    ORDER BY r."id"
  ) x
), '[]') || '}}', 'UTF8')
-- $1: 5
-- $2: ch
