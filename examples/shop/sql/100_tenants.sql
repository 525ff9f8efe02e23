-- Tenants, kept apart by row-level security.

CREATE TABLE public.tb_tenants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    slug VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    plan VARCHAR(50) NOT NULL DEFAULT 'free',
    settings JSONB NOT NULL DEFAULT '{}'
);
CREATE TABLE public.tb_projects (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id UUID NOT NULL DEFAULT fn_current_tenant() REFERENCES tb_tenants(id),
    name VARCHAR(200) NOT NULL,
    status VARCHAR(50) NOT NULL DEFAULT 'active',
    metadata JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, id)
);
CREATE INDEX ON tb_projects(tenant_id, status, created_at DESC, id);
CREATE TABLE public.tb_project_members (
    project_id UUID NOT NULL,
    tenant_id UUID NOT NULL DEFAULT fn_current_tenant(),
    user_id UUID NOT NULL,
    role VARCHAR(50) NOT NULL DEFAULT 'member',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, project_id, user_id),
    -- the key names the tenant: a row cannot point into another tenant (foreign keys look past policies)
    FOREIGN KEY (tenant_id, project_id) REFERENCES tb_projects(tenant_id, id) ON DELETE CASCADE
);

-- FORCE: the owner is held too. (SELECT f()) is computed once a statement, not once a row.
ALTER TABLE tb_tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tb_tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE tb_projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE tb_projects FORCE ROW LEVEL SECURITY;
ALTER TABLE tb_project_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE tb_project_members FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tb_tenants FOR ALL
  USING (id = (SELECT fn_current_tenant())) WITH CHECK (id = (SELECT fn_current_tenant()));
CREATE POLICY tenant_isolation ON tb_projects FOR ALL
  USING (tenant_id = (SELECT fn_current_tenant())) WITH CHECK (tenant_id = (SELECT fn_current_tenant()));
CREATE POLICY tenant_isolation ON tb_project_members FOR ALL
  USING (tenant_id = (SELECT fn_current_tenant())) WITH CHECK (tenant_id = (SELECT fn_current_tenant()));

-- The event log is read by tenant (not forced: publishing functions of the owner write for any tenant).
ALTER TABLE tb_domain_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tb_domain_events FOR SELECT TO shop_api
  USING (tenant_id IS NOT DISTINCT FROM (SELECT fn_current_tenant()));
CREATE POLICY relay_reads_all ON tb_domain_events FOR SELECT TO shop_relay USING (true);

-- The versions of projects are their tenants' own.
ALTER TABLE tb_aggregate_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY shop_versions ON tb_aggregate_versions FOR SELECT TO shop_api USING (aggregate_type <> 'Project');

CREATE VIEW v_projects WITH (security_invoker = true, security_barrier = true) AS
SELECT p.id, p.status, p.name, p.created_at, jsonb_build_object('__typename', 'Project', 'id', p.id, 'name', p.name,
  'status', p.status, 'created_at', p.created_at,
  'tenant', (SELECT jsonb_build_object('id', t.id, 'name', t.name, 'plan', t.plan) FROM tb_tenants t WHERE t.id = p.tenant_id),
  'team_members', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', tm.user_id, 'role', tm.role, 'joined_at', tm.created_at)
                     ORDER BY tm.created_at, tm.user_id), '[]'::jsonb)
                   FROM tb_project_members tm WHERE tm.tenant_id = p.tenant_id AND tm.project_id = p.id)) AS data
FROM tb_projects p;

CREATE TRIGGER publish_project_events AFTER INSERT OR DELETE ON tb_projects
  FOR EACH ROW EXECUTE FUNCTION fn_auto_publish_events('Project', 'saas');
CREATE TRIGGER publish_project_updates AFTER UPDATE ON tb_projects
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION fn_auto_publish_events('Project', 'saas');

CREATE TYPE create_project_input AS (name text);
CREATE FUNCTION fn_create_project(input_data jsonb) RETURNS mutation_result
LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp AS $$       -- the policies hold
DECLARE v_id uuid;
BEGIN
  IF fn_current_tenant() IS NULL THEN RETURN fn_failure('NO_TENANT', 'No tenant in this request'); END IF;
  IF coalesce(length(btrim(input_data->>'name')), 0) NOT BETWEEN 1 AND 200 THEN
    RETURN fn_failure('INVALID_INPUT', 'name must have 1 to 200 characters');
  END IF;
  INSERT INTO tb_projects(name) VALUES (btrim(input_data->>'name')) RETURNING id INTO v_id;
  RETURN ROW(true, 'Project created', jsonb_build_object('id', v_id))::mutation_result;
END $$;
