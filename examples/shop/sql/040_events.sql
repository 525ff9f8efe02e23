-- Domain events: one table for all contexts, written in the transaction of the change, read in order by consumers.

CREATE TABLE tb_domain_events (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    insert_no BIGINT GENERATED ALWAYS AS IDENTITY,            -- order of INSERTs, which is not the order of commits
    position BIGINT UNIQUE,                                   -- order for readers; given after the commit
    source_context TEXT NOT NULL DEFAULT 'public',
    target_context TEXT,                                      -- NULL: whoever subscribes
    aggregate_type TEXT NOT NULL,
    aggregate_id UUID NOT NULL,
    event_type TEXT NOT NULL,
    event_data JSONB NOT NULL,
    event_version INT NOT NULL,
    tenant_id UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    created_by UUID,
    UNIQUE (aggregate_type, aggregate_id, event_version)  -- no two events share a version
);
CREATE INDEX idx_domain_events_new ON tb_domain_events(insert_no) WHERE position IS NULL;

CREATE TABLE tb_aggregate_versions (
    aggregate_type TEXT NOT NULL,
    aggregate_id UUID NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id)
);

CREATE TABLE tb_event_consumers (
    name TEXT PRIMARY KEY,
    last_position BIGINT NOT NULL DEFAULT 0,
    attempts INT NOT NULL DEFAULT 0,
    last_error TEXT,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE tb_event_inbox (
    consumer TEXT NOT NULL REFERENCES tb_event_consumers(name) ON DELETE CASCADE,
    event_id UUID NOT NULL,
    processed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, event_id)
);
CREATE TABLE tb_event_dead_letters (
    consumer TEXT NOT NULL,
    event_id UUID NOT NULL REFERENCES tb_domain_events(id),
    aggregate_type TEXT NOT NULL,
    aggregate_id UUID NOT NULL,
    position BIGINT NOT NULL,
    error TEXT NOT NULL,
    attempts INT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX ON tb_event_dead_letters(consumer, aggregate_type, aggregate_id, position);

-- Holds an aggregate's version still until the end of the transaction, and says which it is. All that publishes an
-- event of the aggregate waits meanwhile, so a command that was expected at this version finds this version.
CREATE FUNCTION fn_lock_aggregate(aggregate_type text, aggregate_id uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE v_version bigint;
BEGIN
  SELECT version INTO v_version FROM tb_aggregate_versions WHERE aggregate_type = $1 AND aggregate_id = $2 FOR NO KEY UPDATE;
  IF NOT FOUND THEN                                           -- a row to lock, and to count on from
    INSERT INTO tb_aggregate_versions(aggregate_type, aggregate_id, version) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING;
    SELECT version INTO v_version FROM tb_aggregate_versions WHERE aggregate_type = $1 AND aggregate_id = $2 FOR NO KEY UPDATE;
  END IF;
  RETURN v_version;
END $$;

-- Only functions of the owner may publish: the table takes no INSERT from shop_api.
CREATE FUNCTION fn_publish_domain_event(
    p_aggregate_type TEXT, p_aggregate_id UUID, p_event_type TEXT, p_event_data JSONB,
    p_source_context TEXT DEFAULT 'public', p_target_context TEXT DEFAULT NULL, p_tenant_id UUID DEFAULT NULL
) RETURNS uuid LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_version BIGINT;
  v_id UUID;
BEGIN
  -- the counter's row lock orders writers of one aggregate; no MAX() scan, no duplicate version
  INSERT INTO tb_aggregate_versions AS v (aggregate_type, aggregate_id, version)
  VALUES (p_aggregate_type, p_aggregate_id, 1)
  ON CONFLICT (aggregate_type, aggregate_id) DO UPDATE SET version = v.version + 1
  RETURNING version INTO v_version;

  INSERT INTO tb_domain_events (source_context, target_context, aggregate_type, aggregate_id,
                                event_type, event_data, event_version, tenant_id, created_by)
  VALUES (p_source_context, p_target_context, p_aggregate_type, p_aggregate_id,
          p_event_type, p_event_data, v_version, coalesce(p_tenant_id, fn_current_tenant()), fn_current_user_id())
  RETURNING id INTO v_id;

  -- A doorbell, not the event: a constant, short payload without data (8000-byte limit, anyone may LISTEN;
  -- equal payloads of one transaction collapse into one). SET app.event_doorbell = off leaves it out:
  -- a NOTIFY makes commits queue behind one lock, which a busy writer feels.
  IF coalesce(current_setting('app.event_doorbell', true), '') <> 'off' THEN
    PERFORM pg_notify('domain_event', p_aggregate_type);
  END IF;
  RETURN v_id;
END $$;

-- Trigger arguments: aggregate type ('Order', not 'tb_orders'), context, id column.
CREATE FUNCTION fn_auto_publish_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_type    TEXT := TG_ARGV[0];
  v_context TEXT := coalesce(TG_ARGV[1], TG_TABLE_SCHEMA);
  v_id_col  TEXT := coalesce(TG_ARGV[2], 'id');
  v_old     JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  v_new     JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  v_row     JSONB := coalesce(CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END, to_jsonb(OLD));
BEGIN
  PERFORM fn_publish_domain_event(
    v_type, (v_row->>v_id_col)::uuid,
    v_type || CASE TG_OP WHEN 'INSERT' THEN 'Created' WHEN 'UPDATE' THEN 'Updated' ELSE 'Deleted' END,
    jsonb_build_object('old', v_old, 'new', v_new, 'changed_fields',
      CASE WHEN TG_OP = 'UPDATE' THEN                        -- compare jsonb with jsonb
        (SELECT coalesce(jsonb_object_agg(n.key, n.value), '{}') FROM jsonb_each(v_new) AS n
         WHERE v_old->n.key IS DISTINCT FROM n.value AND n.key <> 'updated_at')
      END),
    v_context, NULL, (v_row->>'tenant_id')::uuid);
  RETURN NULL;                                               -- AFTER trigger: the value is not used
END $$;

CREATE TRIGGER publish_order_events AFTER INSERT OR DELETE ON tb_orders
  FOR EACH ROW EXECUTE FUNCTION fn_auto_publish_events('Order', 'sales');
CREATE TRIGGER publish_order_updates AFTER UPDATE ON tb_orders
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_auto_publish_events('Order', 'sales');
CREATE TRIGGER publish_customer_events AFTER INSERT OR DELETE ON tb_customers
  FOR EACH ROW EXECUTE FUNCTION fn_auto_publish_events('Customer', 'sales');
CREATE TRIGGER publish_customer_updates AFTER UPDATE ON tb_customers
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_auto_publish_events('Customer', 'sales');

-- Positions are given to committed events, by one session at a time. So (1) no event can appear later behind a
-- reader's checkpoint, whatever the writers' transactions do, and (2) the events of one aggregate keep their order:
-- version n+1 is inserted after version n has committed, so who sees n+1 sees n, with a smaller insert_no.
-- (Ordering by transaction id up to pg_snapshot_xmin() gives 1 but not 2.)
-- NULL: another session is at it. The relay calls this in a transaction of its own, then the consumers.
CREATE FUNCTION fn_sequence_domain_events(p_limit int DEFAULT 1000) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE v_n int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('fn_sequence_domain_events')) THEN RETURN NULL; END IF;
  WITH fresh AS (
    SELECT id, insert_no FROM tb_domain_events WHERE position IS NULL ORDER BY insert_no LIMIT p_limit
  ), numbered AS (
    SELECT id, (SELECT coalesce(max(position), 0) FROM tb_domain_events) + row_number() OVER (ORDER BY insert_no) AS n FROM fresh
  )
  UPDATE tb_domain_events e SET position = n FROM numbered WHERE e.id = numbered.id;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_n;
END $$;

CREATE FUNCTION fn_poll_domain_events(p_after_position bigint, p_limit int DEFAULT 100)
RETURNS SETOF tb_domain_events LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM tb_domain_events WHERE position > p_after_position ORDER BY position LIMIT p_limit
$$;

-- One batch for one consumer: checkpoint, inbox and the handler's writes commit together (each event counts once).
-- A failing event is tried p_max_attempts times, then goes to the dead letters; later events of the same aggregate
-- follow it there, so that none is handled out of its order. Other aggregates go on.
-- Returns the number of events passed, or NULL when another worker has the consumer.
CREATE FUNCTION fn_consume_domain_events(p_consumer text, p_handler regproc, p_limit int DEFAULT 100, p_max_attempts int DEFAULT 5)
RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  c tb_event_consumers;
  e tb_domain_events;
  n int := 0;
BEGIN
  INSERT INTO tb_event_consumers(name) VALUES (p_consumer) ON CONFLICT DO NOTHING;
  SELECT * INTO c FROM tb_event_consumers WHERE name = p_consumer FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN NULL; END IF;
  FOR e IN SELECT * FROM fn_poll_domain_events(c.last_position, p_limit) LOOP
    IF EXISTS (SELECT 1 FROM tb_event_dead_letters d WHERE d.consumer = p_consumer
               AND d.aggregate_type = e.aggregate_type AND d.aggregate_id = e.aggregate_id) THEN
      INSERT INTO tb_event_dead_letters(consumer, event_id, aggregate_type, aggregate_id, position, error, attempts)
      VALUES (p_consumer, e.id, e.aggregate_type, e.aggregate_id, e.position, 'after a dead letter of its aggregate', 0)
      ON CONFLICT DO NOTHING;
    ELSE
      BEGIN
        INSERT INTO tb_event_inbox(consumer, event_id) VALUES (p_consumer, e.id) ON CONFLICT DO NOTHING;
        IF FOUND THEN
          EXECUTE format('SELECT %s($1)', p_handler) USING e;
        END IF;
        c.attempts := 0; c.last_error := NULL;
      EXCEPTION
        WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN RAISE;   -- the whole batch again
        WHEN OTHERS THEN
          c.attempts := c.attempts + 1; c.last_error := left(SQLERRM, 500);
          IF c.attempts < p_max_attempts THEN EXIT; END IF;
          INSERT INTO tb_event_dead_letters(consumer, event_id, aggregate_type, aggregate_id, position, error, attempts)
          VALUES (p_consumer, e.id, e.aggregate_type, e.aggregate_id, e.position, c.last_error, c.attempts) ON CONFLICT DO NOTHING;
          c.attempts := 0;
      END;
    END IF;
    c.last_position := e.position; n := n + 1;
  END LOOP;
  UPDATE tb_event_consumers SET last_position = c.last_position,
    attempts = c.attempts, last_error = c.last_error, updated_at = clock_timestamp() WHERE name = p_consumer;
  RETURN n;
END $$;

-- After the cause is mended: the dead letters of one aggregate again, in order; stops by error at the first that fails.
CREATE FUNCTION fn_retry_dead_letters(p_consumer text, p_handler regproc, p_aggregate_type text, p_aggregate_id uuid)
RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  e tb_domain_events;
  n int := 0;
BEGIN
  PERFORM 1 FROM tb_event_consumers WHERE name = p_consumer FOR UPDATE;
  FOR e IN SELECT ev.* FROM tb_domain_events ev JOIN tb_event_dead_letters d ON d.event_id = ev.id
           WHERE d.consumer = p_consumer AND d.aggregate_type = p_aggregate_type AND d.aggregate_id = p_aggregate_id
           ORDER BY ev.position LOOP
    INSERT INTO tb_event_inbox(consumer, event_id) VALUES (p_consumer, e.id) ON CONFLICT DO NOTHING;
    IF FOUND THEN EXECUTE format('SELECT %s($1)', p_handler) USING e; END IF;
    DELETE FROM tb_event_dead_letters WHERE consumer = p_consumer AND event_id = e.id;
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;

-- Projection of events into a read model. To project OrderCreated into tb_orders would be a loop, since that table's own
-- trigger publishes OrderCreated. A projection writes to tv_ only and can be replayed.
CREATE TABLE tv_order_timeline (
    id UUID PRIMARY KEY,                                      -- the event's id: replay is harmless
    order_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    data JSONB NOT NULL
);
CREATE INDEX ON tv_order_timeline(order_id, created_at);
CREATE FUNCTION fn_project_order_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
  INSERT INTO tv_order_timeline(id, order_id, created_at, data)
  VALUES (NEW.id, NEW.aggregate_id, NEW.created_at, jsonb_build_object(
    '__typename', 'OrderTimelineEntry', 'id', NEW.id, 'order_id', NEW.aggregate_id, 'event_type', NEW.event_type,
    'version', NEW.event_version, 'status', NEW.event_data->'new'->'status', 'created_at', NEW.created_at))
  ON CONFLICT (id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER project_order_events AFTER INSERT ON tb_domain_events
  FOR EACH ROW WHEN (NEW.aggregate_type = 'Order') EXECUTE FUNCTION fn_project_order_events();
