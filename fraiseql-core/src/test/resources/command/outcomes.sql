-- One command for each way in which a command can end. It writes a note first; what is left of that afterwards tells.

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE DOMAIN short_name AS text CONSTRAINT three_letters CHECK (VALUE ~ '^[a-z]{3}$');
COMMENT ON CONSTRAINT three_letters ON DOMAIN short_name IS '@message Three letters.';

CREATE TABLE tb_notes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  text text NOT NULL,
  name text CONSTRAINT name_once UNIQUE,
  friend uuid CONSTRAINT friend_is_there REFERENCES tb_notes,
  weight int NOT NULL DEFAULT 1 CONSTRAINT weight_is_not_negative CHECK (weight >= 0),
  days int4range,
  place int CONSTRAINT one_place UNIQUE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT days_apart EXCLUDE USING gist (days WITH &&)
);
COMMENT ON CONSTRAINT one_place ON tb_notes IS '@message The place is taken.';
CREATE VIEW v_note AS
SELECT id, jsonb_build_object('__typename', 'Note', 'id', id, 'text', text, 'inverse', 1 / weight) AS data FROM tb_notes;

-- Survives a rollback, so it counts the transactions that were tried.
CREATE SEQUENCE seq_attempts;
CREATE SEQUENCE seq_met;
CREATE TABLE tb_places (id int PRIMARY KEY, taken int NOT NULL DEFAULT 0);
INSERT INTO tb_places VALUES (1), (2);

CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text = 'serialization failures at COMMIT that go on'
  OR NEW.text = 'serialization failures at COMMIT, twice' AND currval('seq_attempts') < 3 THEN
    RAISE serialization_failure USING MESSAGE = 'could not serialize tb_notes';
  ELSIF NEW.text = 'exception at COMMIT' THEN
    RAISE 'secret of tb_notes';
  ELSIF NEW.text = 'rule at COMMIT' THEN
    RAISE EXCEPTION USING ERRCODE = 'DR001', MESSAGE = 'It is too late', HINT = 'CLOSED';
  ELSIF NEW.text = 'connection lost at COMMIT' THEN
    PERFORM pg_terminate_backend(pg_backend_pid());
    PERFORM pg_sleep(600);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON tb_notes DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION at_commit();

CREATE TYPE act_input AS (text text, name text, friend uuid, weight int, days text, place int, short_name short_name);
CREATE FUNCTION fn_act(input jsonb) RETURNS SETOF mutation_result LANGUAGE plpgsql AS $$
DECLARE
  v_text text := input->>'text';
  v_attempt int := nextval('seq_attempts');
  v_first int;
  v_id uuid;
BEGIN
  INSERT INTO tb_notes (text, weight) VALUES ('before ' || coalesce(v_text, 'nothing'), 1);
  CASE v_text
    WHEN 'rejected' THEN
      RETURN QUERY SELECT false, 'Not now', '{"code": "NOT_NOW", "details": {"until": 7}}'::jsonb; RETURN;
    WHEN 'rejected without a code' THEN RETURN QUERY SELECT false, 'Not now', NULL::jsonb; RETURN;
    WHEN 'rejected without a message' THEN RETURN QUERY SELECT false, NULL, '{"code": "NOT_NOW"}'::jsonb; RETURN;
    WHEN 'rejected with a code not declared' THEN
      RETURN QUERY SELECT false, 'Not now', '{"code": "WHO_KNOWS"}'::jsonb; RETURN;
    WHEN 'rule' THEN RAISE EXCEPTION USING ERRCODE = 'DR001', MESSAGE = 'The desk is closed', HINT = 'CLOSED';
    WHEN 'exception' THEN RAISE 'secret of tb_notes';
    WHEN 'division by zero' THEN PERFORM 1 / 0;
    WHEN 'text that is no number' THEN PERFORM v_text::int;
    WHEN 'missing table' THEN EXECUTE 'SELECT 1 FROM tb_nowhere';
    WHEN 'missing right' THEN RAISE insufficient_privilege USING MESSAGE = 'permission denied for table tb_notes';
    WHEN 'lock not to be had' THEN RAISE lock_not_available USING MESSAGE = 'could not lock tb_notes';
    WHEN 'NULL' THEN RETURN QUERY SELECT NULL::boolean, NULL::text, NULL::jsonb; RETURN;
    WHEN 'success that is null' THEN RETURN QUERY SELECT NULL::boolean, 'maybe', '{}'::jsonb; RETURN;
    WHEN 'no id' THEN RETURN QUERY SELECT true, 'Done', '{"steps": 1}'::jsonb; RETURN;
    WHEN 'no declared key' THEN RETURN QUERY SELECT true, 'Done', jsonb_build_object('id', gen_random_uuid()); RETURN;
    WHEN 'id of nothing' THEN
      RETURN QUERY SELECT true, 'Done', jsonb_build_object('id', gen_random_uuid(), 'steps', 1); RETURN;
    WHEN 'id that is no uuid' THEN RETURN QUERY SELECT true, 'Done', '{"id": "x", "steps": 1}'::jsonb; RETURN;
    WHEN 'no row' THEN RETURN;
    WHEN 'two rows' THEN RETURN QUERY SELECT true, 'Done', '{"id": 1, "steps": 1}'::jsonb FROM generate_series(1, 2); RETURN;
    WHEN 'serialization failures that go on' THEN RAISE serialization_failure USING MESSAGE = 'could not serialize tb_notes';
    WHEN 'serialization failures, twice' THEN
      IF v_attempt < 3 THEN RAISE serialization_failure USING MESSAGE = 'could not serialize tb_notes'; END IF;
    WHEN 'backend killed, once' THEN
      IF v_attempt < 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(600); END IF;
    WHEN 'backend killed each time' THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(600);
    WHEN 'statement timeout' THEN PERFORM pg_sleep(600);
    WHEN 'client gone meanwhile' THEN PERFORM pg_sleep(600);
    WHEN 'deadlock of two' THEN
      v_first := (input->>'place')::int;
      UPDATE tb_places SET taken = taken + 1 WHERE id = v_first;
      PERFORM nextval('seq_met');
      LOOP EXIT WHEN (SELECT last_value FROM seq_met) >= 2; PERFORM pg_sleep(0.01); END LOOP;
      UPDATE tb_places SET taken = taken + 1 WHERE id = 3 - v_first;
    ELSE NULL;
  END CASE;
  INSERT INTO tb_notes (text, name, friend, weight, days, place)
  VALUES (v_text, input->>'name', (input->>'friend')::uuid, coalesce((input->>'weight')::int, 1), (input->>'days')::int4range,
    CASE WHEN v_text <> 'deadlock of two' THEN (input->>'place')::int END)
  RETURNING id INTO v_id;
  RETURN QUERY SELECT true, 'Done', jsonb_build_object('id', v_id, 'steps', 2);
END $$;
COMMENT ON FUNCTION fn_act(jsonb) IS 'Ends as its text says.
@returns v_note
@data {steps: int!}
@error NOT_NOW Not now.
@error CLOSED The desk is closed.';
