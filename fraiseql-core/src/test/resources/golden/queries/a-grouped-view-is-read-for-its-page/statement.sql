SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    WITH "sums" AS (
      SELECT "sum"("tb_lines"."quantity") AS "pieces", "tb_lines"."order_id" AS "order_id"
      FROM "public"."tb_lines"
      GROUP BY "tb_lines"."order_id"
    ) SELECT concat('{"id":', "o"."id", ',"pieces":', COALESCE("s"."pieces", (0)::bigint), '}') AS "j"
    FROM ((
      SELECT "o"."id"
      FROM "public"."tb_orders" "o"
      ORDER BY "o"."id"
      LIMIT 2
    ) "o" LEFT JOIN LATERAL (
      SELECT *
      FROM "sums" "s"
      WHERE (("s"."order_id" = "o"."id")) OFFSET 0
    ) "s" ON true)
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
