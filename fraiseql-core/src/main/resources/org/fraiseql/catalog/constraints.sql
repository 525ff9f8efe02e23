SELECT n.nspname AS context,
       r.relname AS owner,
       i.relname AS name,
       CASE WHEN x.indisexclusion THEN 'EXCLUSION' ELSE 'UNIQUE' END AS kind,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.at)
        FROM (SELECT v.attnum, pg_catalog.min(v.at) AS at
              FROM (SELECT u.attnum, u.at FROM pg_catalog.unnest(x.indkey::int2[]) WITH ORDINALITY u(attnum, at)
                    WHERE u.at <= x.indnkeyatts
                    UNION ALL
                    -- The columns inside expressions; those of the predicate are no part of what must be unique.
                    SELECT e.found[1]::int2, 1000 + e.found[1]::int
                    FROM pg_catalog.regexp_matches(x.indexprs::text, ':varattno (\d+)', 'g') e(found)) v
              GROUP BY v.attnum) k
        JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.attnum) AS columns,
       coalesce(pg_catalog.obj_description(c.oid, 'pg_constraint'), pg_catalog.obj_description(i.oid, 'pg_class'),
                pg_catalog.obj_description(c.conparentid, 'pg_constraint')) AS comment
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class r ON r.oid = x.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_constraint c ON c.conindid = i.oid AND c.contype IN ('p', 'u', 'x')
WHERE (x.indisunique OR x.indisexclusion)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT n.nspname,
       r.relname,
       c.conname,
       CASE c.contype WHEN 'f' THEN 'FOREIGN_KEY' ELSE 'CHECK' END,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.at)
        FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY k(attnum, at)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.attnum),
       -- A partition's constraint says what its parent's says.
       coalesce(pg_catalog.obj_description(c.oid, 'pg_constraint'),
                pg_catalog.obj_description(c.conparentid, 'pg_constraint'),
                (SELECT pg_catalog.obj_description(p.oid, 'pg_constraint')
                 FROM pg_catalog.pg_inherits h
                 JOIN pg_catalog.pg_constraint p ON p.conrelid = h.inhparent AND p.conname = c.conname
                 WHERE h.inhrelid = r.oid AND c.coninhcount > 0 LIMIT 1))
FROM pg_catalog.pg_constraint c
JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
WHERE c.contype IN ('f', 'c')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT n.nspname, t.typname, c.conname, 'DOMAIN_CHECK', NULL, pg_catalog.obj_description(c.oid, 'pg_constraint')
FROM pg_catalog.pg_constraint c
JOIN pg_catalog.pg_type t ON t.oid = c.contypid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE c.contype = 'c'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2, 3
