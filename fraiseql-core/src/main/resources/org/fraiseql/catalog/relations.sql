SELECT c.oid::bigint AS oid,
       n.nspname AS context,
       c.relname AS name,
       CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' ELSE 'TABLE' END AS kind,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END AS definition,
       EXISTS (SELECT FROM pg_catalog.unnest(c.reloptions) o
               WHERE o ~* '^security_invoker=(true|on|yes|1)$') AS security_invoker,
       c.relrowsecurity AS row_security,
       (SELECT pg_catalog.bool_and(pg_catalog.has_schema_privilege(r, n.oid, 'USAGE')
                                   AND pg_catalog.has_table_privilege(r, c.oid, 'SELECT'))
        FROM pg_catalog.unnest($1::text[] || CURRENT_USER::text) r) AS readable
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
