SELECT convert_to('{"data":{' || '"people":' || COALESCE((
  SELECT '[' || string_agg(x.j, ',') || ']'
  FROM (
    SELECT concat('{"id":', "tb_people"."id", ',"mood":', CASE ("tb_people"."mood")::text WHEN 'happy' THEN '"happy"' WHEN 'true' THEN '"TRUE"' WHEN 'in between' THEN '"IN_BETWEEN"' ELSE to_json(("tb_people"."mood")::text)::text END, ',"past":', COALESCE(CASE WHEN ("tb_people"."past") IS NOT NULL THEN (
      SELECT '[' || COALESCE(string_agg(COALESCE(CASE (l.v)::text WHEN 'happy' THEN '"happy"' WHEN 'true' THEN '"TRUE"' WHEN 'in between' THEN '"IN_BETWEEN"' ELSE to_json((l.v)::text)::text END, 'null'), ',' ORDER BY l.n), '') || ']'
      FROM unnest("tb_people"."past") WITH ORDINALITY AS l(v, n)
    ) END, 'null'), '}') AS "j"
    FROM (
      SELECT "tb_people"."mood", "tb_people"."id", "tb_people"."past"
      FROM "public"."tb_people"
      WHERE "tb_people"."mood" = ANY (CAST($1::text[] AS "public"."mood"[]))
      ORDER BY "tb_people"."id"
      LIMIT 100
    ) "tb_people"
    ORDER BY "tb_people"."id"
  ) x
), '[]') || '}}', 'UTF8')
-- $1: [in between, true]
