SELECT EXISTS (SELECT FROM pg_catalog.pg_available_extensions e WHERE e.name = 'plpgsql_check') AS available,
       pg_catalog.current_setting('server_version_num')::int / 10000 AS major
