SELECT p.oid::bigint AS routine,
       (SELECT n.nspname || '.' || r.relname FROM pg_catalog.pg_class r
        JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace WHERE r.oid = t.relation) AS relation,
       t.of AS of,
       c.lineno AS line,
       c.level AS level,
       c.sqlstate AS sqlstate,
       c.message AS message,
       c.detail AS detail,
       c.hint AS hint
FROM pg_catalog.pg_proc p
-- A trigger function is checked for each relation, and the names of transition tables, that it is called for.
LEFT JOIN LATERAL (
  SELECT g.relation, g.before, g.after, pg_catalog.count(*) OVER () AS of
  FROM (SELECT DISTINCT t.tgrelid AS relation, t.tgoldtable AS before, t.tgnewtable AS after
        FROM pg_catalog.pg_trigger t
        WHERE t.tgfoid = p.oid AND NOT t.tgisinternal AND t.tgparentid = 0) g
) t ON true
CROSS JOIN LATERAL {checker}(
  funcoid => p.oid::regprocedure,
  relid => coalesce(t.relation, 0)::regclass,
  fatal_errors => false,
  oldtable => t.before,
  newtable => t.after) c
WHERE p.oid = ANY ($1::text[]::oid[])
  AND (p.prorettype <> 'pg_catalog.trigger'::regtype OR t.relation IS NOT NULL)
