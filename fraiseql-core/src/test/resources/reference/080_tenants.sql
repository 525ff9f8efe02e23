-- Tenants.

-- As published:
CREATE TABLE public.tb_tenants (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    slug VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    plan VARCHAR(50) DEFAULT 'free',
    settings JSONB DEFAULT '{}'
);

-- Enable RLS
ALTER TABLE tb_tenants ENABLE ROW LEVEL SECURITY;

-- Base table with tenant isolation
CREATE TABLE public.tb_projects (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id UUID NOT NULL REFERENCES tb_tenants(id),
    name VARCHAR(200) NOT NULL,
    status VARCHAR(50) DEFAULT 'active',
    metadata JSONB DEFAULT '{}'
);

ALTER TABLE tb_projects ENABLE ROW LEVEL SECURITY;

-- RLS Policy
CREATE POLICY tenant_isolation ON tb_projects
    FOR ALL
    USING (tenant_id = current_setting('app.tenant_id')::UUID);

-- Added, because the document leaves it out:
CREATE TABLE tb_project_members (
    project_id UUID NOT NULL REFERENCES tb_projects(id),
    user_id UUID NOT NULL,
    role VARCHAR(50) NOT NULL,
    created_at TIMESTAMPTZ DEFAULT NOW(),
    PRIMARY KEY (project_id, user_id)
);

-- As published:
CREATE OR REPLACE VIEW v_projects AS
SELECT
    p.id,
    p.status,
    jsonb_build_object(
        '__typename', 'Project',
        'id', p.id,
        'name', p.name,
        'status', p.status,
        'tenant', (
            SELECT jsonb_build_object(
                'id', t.id,
                'name', t.name,
                'plan', t.plan
            )
            FROM tb_tenants t
            WHERE t.id = p.tenant_id
        ),
        'team_members', (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'id', tm.user_id,
                    'role', tm.role,
                    'joined_at', tm.created_at
                )
            )
            FROM tb_project_members tm
            WHERE tm.project_id = p.id
        )
    ) AS data
FROM tb_projects p
WHERE p.tenant_id = current_setting('app.tenant_id')::UUID;

-- Added: rows.
INSERT INTO tb_tenants(id, slug, name) SELECT md5('tenant:' || t)::uuid, 'tenant-' || t, 'Tenant ' || t FROM generate_series(1, 2) t;
INSERT INTO tb_projects(id, tenant_id, name)
SELECT md5('project:' || t || ':' || p)::uuid, md5('tenant:' || t)::uuid, 'Project ' || p FROM generate_series(1, 2) t, generate_series(1, 3) p;
INSERT INTO tb_project_members(project_id, user_id, role, created_at)
SELECT id, md5('user:1')::uuid, 'owner', timestamptz '2025-01-01' FROM tb_projects WHERE name <> 'Project 3';
