SELECT convert_to('{"data":{' || '"orders":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "o"."id", ',"lines":', (
      SELECT COALESCE('[' || string_agg("~e".j, ',') || ']', '[]') AS "value"
      FROM (
        SELECT concat('{"sku":', to_json("l"."sku"), ',"quantity":', COALESCE(("l"."quantity")::text, 'null'), '}') AS j
        FROM "public"."tb_lines" "l"
        WHERE (("l"."order_id" = "o"."id")) AND (NOT ("l"."quantity" IS NULL))
        ORDER BY "l"."sku" DESC, "l"."id"
        LIMIT 1
      ) "~e"
    ), '}') AS "j"
    FROM (
      SELECT "o"."id"
      FROM "public"."tb_orders" "o"
      ORDER BY "o"."id"
      LIMIT 3
    ) "o"
    ORDER BY "o"."id"
  ) x
), '[]') || '}}', 'UTF8')
