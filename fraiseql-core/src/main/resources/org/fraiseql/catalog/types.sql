SELECT t.oid::bigint AS oid,
       n.nspname AS context,
       t.typname AS name,
       pg_catalog.format_type(t.oid, -1) AS sql_name,
       CASE
         WHEN t.typtype = 'b' AND t.typelem <> 0 AND t.typsubscript = 'pg_catalog.array_subscript_handler'::regproc THEN 'ARRAY'
         WHEN t.typtype = 'b' THEN 'BASE'
         WHEN t.typtype = 'd' THEN 'DOMAIN'
         WHEN t.typtype = 'e' THEN 'ENUM'
         WHEN t.typtype = 'c' THEN 'COMPOSITE'
         WHEN t.typtype = 'r' THEN 'RANGE'
         WHEN t.typtype = 'm' THEN 'MULTIRANGE'
       END AS kind,
       CASE t.typtype
         WHEN 'd' THEN t.typbasetype
         WHEN 'r' THEN (SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)
         WHEN 'm' THEN (SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngmultitypid = t.oid)
         ELSE t.typelem
       END::bigint AS element,
       (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS labels,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attribute_names,
       (SELECT pg_catalog.array_agg(a.atttypid::bigint::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attribute_types,
       (SELECT pg_catalog.array_agg(coalesce(pg_catalog.col_description(a.attrelid, a.attnum), '') ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attribute_comments,
       t.typnotnull AS not_null,
       pg_catalog.obj_description(t.oid, 'pg_type') AS comment
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype <> 'p'
  AND (t.typrelid = 0 OR n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))
