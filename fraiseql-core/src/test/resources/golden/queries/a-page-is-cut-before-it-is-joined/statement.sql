SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", ',"customer":', COALESCE("c"."data~json", 'null'), '}') AS "j"
    FROM ((
      SELECT "o"."created_at", "o"."id", "o"."customer_id"
      FROM "public"."tb_orders" "o"
      ORDER BY "o"."created_at" DESC, "o"."id"
      LIMIT 2 OFFSET COALESCE(CAST($1::text AS integer), 0)
    ) "o" LEFT JOIN (
      SELECT concat('{"name":', to_json("tb_customers"."name"), '}') AS "data~json", "tb_customers"."id" AS "id"
      FROM "public"."tb_customers"
    ) "c" ON (("c"."id" = "o"."customer_id")))
    ORDER BY "o"."created_at" DESC, "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
-- $1: 1
