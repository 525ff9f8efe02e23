SELECT p.oid::bigint AS oid,
       n.nspname AS context,
       p.proname AS name,
       l.lanname AS language,
       CASE WHEN l.lanname IN ('c', 'internal') THEN '' ELSE p.prosrc END AS source,
       p.proretset AS set,
       p.prosecdef AS security_definer,
       EXISTS (SELECT FROM pg_catalog.unnest(p.proconfig) s WHERE s ~ '^search_path=') AS search_path,
       pg_catalog.has_function_privilege('public', p.oid, 'EXECUTE') AS public_may_execute,
       pg_catalog.obj_description(p.oid, 'pg_proc') AS comment,
       p.prorettype::bigint AS result,
       p.pronargdefaults::bigint AS defaults,
       a.names,
       a.types,
       a.type_names,
       a.modes
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
CROSS JOIN LATERAL (
  SELECT pg_catalog.array_agg(coalesce(p.proargnames[t.at], '')::text ORDER BY t.at) AS names,
         pg_catalog.array_agg(t.oid::bigint::text ORDER BY t.at) AS types,
         pg_catalog.array_agg(pg_catalog.format_type(t.oid, -1) ORDER BY t.at) AS type_names,
         pg_catalog.array_agg(coalesce(p.proargmodes[t.at], 'i')::text ORDER BY t.at) AS modes
  FROM pg_catalog.unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY t(oid, at)
) a
WHERE p.prokind = 'f'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY n.nspname, p.proname, p.oid::regprocedure::text
