SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT r."c1" AS j
    FROM (
      SELECT concat('{"id":', "o"."id", ',"customer":', COALESCE("c"."data~json", 'null'), '}') AS "c1", "c"."data~email" AS "c2", "o"."id" AS "id"
      FROM ("public"."tb_orders" "o" LEFT JOIN (
        SELECT concat('{"name":', to_json("tb_customers"."name"), '}') AS "data~json", "tb_customers"."email" AS "data~email", "tb_customers"."id" AS "id"
        FROM "public"."tb_customers"
      ) "c" ON (("c"."id" = "o"."customer_id")))
    ) r
    WHERE r."c2" = $1::text
    ORDER BY r."id"
    LIMIT 100
  ) x
), '[]') || '}}', 'UTF8')
-- $1: ada@example.com
