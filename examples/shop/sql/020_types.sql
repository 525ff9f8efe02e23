-- Types and functions that the rest of the model shares.

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);             -- what every command answers
CREATE FUNCTION fn_failure(p_code text, p_message text, p_details jsonb DEFAULT NULL) RETURNS mutation_result
LANGUAGE sql IMMUTABLE AS $$
  SELECT ROW(false, p_message, jsonb_strip_nulls(jsonb_build_object('code', p_code, 'details', p_details)))::mutation_result
$$;

-- Kinds of values that commands take. What a domain refuses never reaches the command.
CREATE DOMAIN quantity AS int CONSTRAINT quantity_in_range CHECK (VALUE BETWEEN 1 AND 10000);
CREATE DOMAIN rating AS int CONSTRAINT rating_in_range CHECK (VALUE BETWEEN 1 AND 5);
CREATE DOMAIN email_address AS text CONSTRAINT email_address_form CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$' AND length(VALUE) <= 255);

-- A broken business rule. Only this condition is turned into a failure result; any other error goes up
-- to the server, which rolls back, retries 40001/40P01 and masks the text.
CREATE FUNCTION fn_break_rule(p_code text, p_message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'DR001', MESSAGE = p_message, HINT = p_code;
END $$;

CREATE FUNCTION fn_try_uuid(p_text text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN p_text ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN p_text::uuid END
$$;

-- Tenant and user of the request. Unset, or '' as a setting is left after its transaction, is NULL, which matches no row.
CREATE FUNCTION fn_current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid
$$;
CREATE FUNCTION fn_current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT NULLIF(current_setting('app.user_id', true), '')::uuid
$$;

CREATE FUNCTION fn_touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;
