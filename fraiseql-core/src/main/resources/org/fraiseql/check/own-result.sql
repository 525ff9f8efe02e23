DO $fix$
DECLARE
  routine text := {routine};
  path text := current_setting('search_path');
  bodies text := current_setting('check_function_bodies');
  definition text;
  said text;
  owned text;
  rights aclitem[];
  grantee oid;
BEGIN
  IF to_regtype({type text}) IS NULL THEN
    CREATE TYPE {type} AS ({attributes});
  END IF;
  PERFORM set_config('search_path', '', true), set_config('check_function_bodies', 'off', true);
  SELECT replace(replace(pg_get_functiondef(p.oid), E'\n RETURNS ' || {foreign} || E'\n', E'\n RETURNS {type}\n'),
                 E'\n RETURNS SETOF ' || {foreign} || E'\n', E'\n RETURNS SETOF {type}\n'),
         obj_description(p.oid, 'pg_proc'), p.proowner::regrole::text, p.proacl
  INTO definition, said, owned, rights
  FROM pg_proc p WHERE p.oid = routine::regprocedure;
  EXECUTE 'DROP FUNCTION ' || routine;
  EXECUTE definition;
  EXECUTE format('COMMENT ON FUNCTION %s IS %L', routine, said);
  EXECUTE format('ALTER FUNCTION %s OWNER TO %s', routine, owned);
  IF rights IS NOT NULL THEN
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', routine);
    FOR grantee IN SELECT a.grantee FROM aclexplode(rights) a LOOP
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', routine,
                     CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END);
    END LOOP;
  END IF;
  PERFORM set_config('search_path', path, true), set_config('check_function_bodies', bodies, true);
END $fix$;
