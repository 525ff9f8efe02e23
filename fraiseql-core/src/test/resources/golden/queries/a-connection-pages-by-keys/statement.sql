SELECT convert_to('{"data":{' || '"ordersConnection":' || (
  SELECT '{' || '"totalCount":' || (
    SELECT count(*)
    FROM (
      SELECT 
      FROM "public"."tb_orders" "o"
    ) r
  )::text || ',"edges":' || '[' || COALESCE(string_agg('{' || '"node":' || p.d1 || '}', ',' ORDER BY p.n) FILTER (WHERE p.n <= 2), '') || ']' || ',"pageInfo":' || '{' || '"hasNextPage":' || (count(*) > 2)::text || ',"hasPreviousPage":' || false::text || '}' || '}'
  FROM (
    SELECT k.n, k.c, d.*
    FROM (
      SELECT row_number() OVER () AS n, f.*
      FROM (
        SELECT r."id" AS id, (
          SELECT '"' || translate(encode(convert_to(left(md5('1ad57d0f' || v), 8) || v, 'UTF8'), 'base64'), E'+/=\n', '-_') || '"'
          FROM (
            SELECT json_build_array(r."c2"::text, r."c3"::text, r."id"::text)::text AS v
          ) v
        ) AS c
        FROM (
          SELECT "o"."id" AS "id", "o"."total" AS "c2", "c"."data~name" AS "c3"
          FROM ("public"."tb_orders" "o" LEFT JOIN (
            SELECT "tb_customers"."name" AS "data~name", "tb_customers"."id" AS "id"
            FROM "public"."tb_customers"
          ) "c" ON (("c"."id" = "o"."customer_id")))
        ) r
        ORDER BY r."c2", r."c3" DESC, r."id"
        LIMIT 3
      ) f
    ) k
    LEFT JOIN LATERAL (
      SELECT r."c1" AS d1
      FROM (
        SELECT concat('{"id":', "o"."id", ',"total":', to_json("o"."total"), '}') AS "c1", "o"."id" AS "id"
        FROM "public"."tb_orders" "o"
      ) r
      WHERE r."id" = k.id AND k.n <= 2
    ) d ON true
  ) p
  HAVING true
) || '}}', 'UTF8')
