-- Roles. Objects belong to shop_owner (cannot log in). The server connects as a member of shop_api.
-- All files are loaded in their order within one transaction, so that SET LOCAL ROLE below holds for every later file.
-- PostgreSQL 15 or newer: views with security_invoker, ON DELETE SET NULL (column).

SET LOCAL client_min_messages = warning;
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['shop_owner', 'shop_api', 'shop_relay'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
  EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO shop_owner', current_database());
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());   -- no shadowing temp tables
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO shop_api, shop_relay', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO shop_owner;
GRANT USAGE ON SCHEMA public TO shop_api, shop_relay;
CREATE EXTENSION IF NOT EXISTS ltree WITH SCHEMA public;  -- the catalog context keeps its category tree in ltree paths
GRANT shop_owner TO CURRENT_USER;
SET LOCAL ROLE shop_owner;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;  -- what may be called is granted by name, at the end
