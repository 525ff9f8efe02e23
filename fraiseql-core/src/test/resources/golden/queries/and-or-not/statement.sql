SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", ',"status":', to_json("o"."status"), ',"total":', to_json("o"."total"), '}') AS "j"
    FROM (
      SELECT "o"."total", "o"."status", "o"."id"
      FROM "public"."tb_orders" "o"
      WHERE (("o"."total" > CAST($1::text AS numeric)) OR (NOT ("o"."status" = $2::text))) AND ("o"."id" < CAST($3::text AS int4))
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
-- $1: 50
-- $2: open
-- $3: 4
