SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"total":', to_json("o"."total"), ',"buyer":', COALESCE("c"."data~json", 'null'), '}') AS "j"
    FROM ((
      SELECT "o"."id", "o"."total", "o"."customer_id"
      FROM "public"."tb_orders" "o"
      ORDER BY "o"."id"
      LIMIT 2
    ) "o" LEFT JOIN (
      SELECT concat('{"name":', to_json("tb_customers"."name"), ',"__typename":"Customer"}') AS "data~json", "tb_customers"."id" AS "id"
      FROM "public"."tb_customers"
    ) "c" ON (("c"."id" = "o"."customer_id")))
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
