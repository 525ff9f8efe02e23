SELECT p.oid::regprocedure::text AS signature,
       pg_catalog.format('%I.%I', n.nspname, p.proname) AS name,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
         AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE') AS allowed
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname = 'plpgsql_check_function_tb'
  AND p.proargtypes[0] = 'pg_catalog.regprocedure'::regtype
