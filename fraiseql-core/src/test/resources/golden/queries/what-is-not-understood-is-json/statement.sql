SELECT convert_to('{"data":{' || '"settingsList":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT r."c1" AS j
    FROM (
      SELECT concat('{"count":', "count"(*), ',"all":', COALESCE(to_json("jsonb_object_agg"("tb_settings"."name", "tb_settings"."value"))::text, 'null'), '}') AS "c1", 1 AS "id"
      FROM "public"."tb_settings"
      HAVING TRUE
    ) r
    ORDER BY r."id"
    LIMIT 100
  ) x
), '[]') || '}}', 'UTF8')
