SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", '}') AS "j"
    FROM (
      SELECT "o"."customer_id", "o"."id"
      FROM "public"."tb_orders" "o"
      WHERE "o"."customer_id" IS NULL
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
