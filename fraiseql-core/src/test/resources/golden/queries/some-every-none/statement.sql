SELECT convert_to('{"data":{' || '"some":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", '}') AS "j"
    FROM (
      SELECT "o"."id"
      FROM "public"."tb_orders" "o"
      WHERE (COALESCE((
        SELECT COALESCE(COALESCE(bool_or("l"."sku" = $1::text), false), false) AS "value"
        FROM "public"."tb_lines" "l"
        WHERE ("l"."order_id" = "o"."id")
        HAVING TRUE
      ), false))
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || ',"every":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", '}') AS "j"
    FROM (
      SELECT "o"."id"
      FROM "public"."tb_orders" "o"
      WHERE (COALESCE((
        SELECT COALESCE(COALESCE(bool_and(("l"."quantity" >= CAST($2::text AS int4)) IS TRUE), true), true) AS "value"
        FROM "public"."tb_lines" "l"
        WHERE ("l"."order_id" = "o"."id")
        HAVING TRUE
      ), true))
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || ',"none":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", '}') AS "j"
    FROM (
      SELECT "o"."id"
      FROM "public"."tb_orders" "o"
      WHERE (COALESCE((
        SELECT COALESCE(NOT COALESCE(bool_or("l"."sku" = $1::text), false), true) AS "value"
        FROM "public"."tb_lines" "l"
        WHERE ("l"."order_id" = "o"."id")
        HAVING TRUE
      ), true))
      ORDER BY "o"."id"
      LIMIT 100
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
-- $1: lamp
-- $2: 1
