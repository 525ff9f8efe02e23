SELECT convert_to('{"data":{' || '"order":' || COALESCE((
  SELECT r."c1"
  FROM (
    SELECT concat('{"id":', "o"."id", ',"customer":', COALESCE("c"."data~json", 'null'), '}') AS "c1", "o"."id" AS "id"
    FROM ("public"."tb_orders" "o" LEFT JOIN (
      SELECT concat('{"name":', to_json("tb_customers"."name"), '}') AS "data~json", "tb_customers"."id" AS "id"
      FROM "public"."tb_customers"
    ) "c" ON (("c"."id" = "o"."customer_id")))
  ) r
  WHERE r."id" = CAST($1::text AS int4)
), 'null') || ',"missing":' || COALESCE((
  SELECT r."c1"
  FROM (
    SELECT concat('{"id":', "o"."id", '}') AS "c1", "o"."id" AS "id"
    FROM "public"."tb_orders" "o"
  ) r
  WHERE r."id" = CAST($2::text AS int4)
), 'null') || '}}', 'UTF8')
-- $1: 2
-- $2: 9
