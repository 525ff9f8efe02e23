-- Idempotency keys: a command that comes again under the same key is answered again, not carried out again.
--
-- A key is kept in the transaction of its command, so there is no state "in progress" to clear up: whoever comes with
-- the same key waits for that transaction and then finds its answer, or nothing if it was rolled back.
--
-- Used by the server, in the command's transaction, under the role that the request runs as:
--
--   fraiseql.fn_claim_idempotency_key(caller text, command text, key text, input_hash text, lifetime interval)
--     -> one row (fresh boolean, same_input boolean, message text, data jsonb, answer_hash text, answer text)
--     First statement of the transaction. fresh: the key is this transaction's now, carry the command out.
--     Otherwise it has been carried out: what was kept, or nulls if same_input is false.
--   fraiseql.fn_keep_idempotent_answer(caller text, command text, key text,
--                                      message text, data jsonb, answer_hash text, answer text) -> void
--     Before the commit of the transaction that claimed.
--
-- Used by the owner:
--
--   fraiseql.fn_grant_api_rights(role_name name) -> void: what a role that requests run as needs, and no more.
--   fraiseql.fn_remove_expired_idempotency_keys(most int) -> int, the number removed. Claims see to it; a job is needed
--     only where all commands run in REPEATABLE READ or SERIALIZABLE.

DO $$
BEGIN
  -- IF NOT EXISTS would ask for the right to create schemas even where there is nothing to create.
  IF to_regnamespace('fraiseql') IS NULL THEN CREATE SCHEMA fraiseql; END IF;
END $$;

CREATE TABLE fraiseql.tb_idempotency_keys (
    caller BYTEA NOT NULL,                  -- a hash: who it is can be long, and is nobody's business here
    command TEXT NOT NULL,
    key TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    message TEXT,
    data JSONB,
    answer_hash TEXT,                       -- of what was asked for; another selection needs another answer
    answer TEXT,                            -- the JSON that the client got
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (caller, command, key)
) WITH (fillfactor = 90);                   -- the answer that follows fits beside its key, so no index hears of it
CREATE INDEX tb_idempotency_keys_expires_at ON fraiseql.tb_idempotency_keys(expires_at);
REVOKE ALL ON fraiseql.tb_idempotency_keys FROM PUBLIC;

-- Whoever holds a row is using it, so it is left for the next time.
CREATE FUNCTION fraiseql.fn_remove_expired_idempotency_keys(most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_removed int;
BEGIN
  DELETE FROM fraiseql.tb_idempotency_keys WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM fraiseql.tb_idempotency_keys WHERE expires_at <= now() ORDER BY expires_at LIMIT most
    FOR UPDATE SKIP LOCKED));
  GET DIAGNOSTICS v_removed = ROW_COUNT;
  RETURN v_removed;
END $$;

CREATE FUNCTION fraiseql.fn_claim_idempotency_key(
    caller text, command text, key text, input_hash text, lifetime interval,
    OUT fresh boolean, OUT same_input boolean, OUT message text, OUT data jsonb, OUT answer_hash text, OUT answer text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_caller bytea := sha256(convert_to($1, 'UTF8'));
  v_expires_at timestamptz;
  v_known boolean;
BEGIN
  fresh := false;
  LOOP
    -- Waits for a transaction that holds the key. Above READ COMMITTED, a row that came after the snapshot is a
    -- serialization failure (40001), and so is a change to one: the whole command is to be tried again.
    INSERT INTO fraiseql.tb_idempotency_keys (caller, command, key, input_hash, expires_at)
    VALUES (v_caller, $2, $3, $4, now() + $5) ON CONFLICT DO NOTHING;
    fresh := FOUND;
    EXIT WHEN fresh;

    SELECT k.expires_at, k.input_hash = $4, k.message, k.data, k.answer_hash, k.answer
    INTO v_expires_at, same_input, message, data, answer_hash, answer
    FROM fraiseql.tb_idempotency_keys k WHERE k.caller = v_caller AND k.command = $2 AND k.key = $3;
    v_known := FOUND;
    IF v_known AND v_expires_at > now() THEN
      IF NOT same_input THEN message := NULL; data := NULL; answer_hash := NULL; answer := NULL; END IF;
      RETURN;
    END IF;

    -- An expired row is taken over. Of several who try, one finds it expired; the others look again, as does
    -- whoever finds it gone.
    IF v_known THEN
      UPDATE fraiseql.tb_idempotency_keys k SET input_hash = $4, message = NULL, data = NULL, answer_hash = NULL,
        answer = NULL, created_at = now(), expires_at = now() + $5
      WHERE k.caller = v_caller AND k.command = $2 AND k.key = $3 AND k.expires_at <= now();
      fresh := FOUND;
      EXIT WHEN fresh;
    END IF;
  END LOOP;

  same_input := true; message := NULL; data := NULL; answer_hash := NULL; answer := NULL;
  -- One new key in fifty takes up to two hundred expired ones along: the table never grows for long, and no job has to
  -- be set up. Not each time, as every look passes over all the rows that an old snapshot somewhere still keeps alive.
  -- Not above READ COMMITTED, where somebody else's removal would be a serialization failure of this command.
  IF random() < 0.02 AND current_setting('transaction_isolation') = 'read committed' THEN
    PERFORM fraiseql.fn_remove_expired_idempotency_keys(200);
  END IF;
END $$;

CREATE FUNCTION fraiseql.fn_keep_idempotent_answer(
    caller text, command text, key text, message text, data jsonb, answer_hash text, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  UPDATE fraiseql.tb_idempotency_keys k SET message = $4, data = $5, answer_hash = $6, answer = $7
  WHERE k.caller = sha256(convert_to($1, 'UTF8')) AND k.command = $2 AND k.key = $3 AND k.answer IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no claimed idempotency key that waits for an answer'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END $$;

CREATE FUNCTION fraiseql.fn_grant_api_rights(role_name name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA fraiseql TO %I', role_name);
  EXECUTE format('GRANT EXECUTE ON FUNCTION fraiseql.fn_claim_idempotency_key(text, text, text, text, interval),
    fraiseql.fn_keep_idempotent_answer(text, text, text, text, jsonb, text, text) TO %I', role_name);
END $$;

REVOKE ALL ON FUNCTION fraiseql.fn_remove_expired_idempotency_keys(int),
  fraiseql.fn_claim_idempotency_key(text, text, text, text, interval),
  fraiseql.fn_keep_idempotent_answer(text, text, text, text, jsonb, text, text),
  fraiseql.fn_grant_api_rights(name) FROM PUBLIC;
