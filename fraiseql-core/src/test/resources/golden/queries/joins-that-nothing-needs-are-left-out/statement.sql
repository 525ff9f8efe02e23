SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", ',"status":', to_json("o"."status"), '}') AS "j"
    FROM (
      SELECT "o"."id", "o"."status"
      FROM "public"."tb_orders" "o"
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
