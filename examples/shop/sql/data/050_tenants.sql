-- Tenants with projects, one tenant after the other, under its own policy.

DO $$
DECLARE n int := current_setting('seed.tenants')::int;
BEGIN
  FOR t IN 1..n LOOP
    PERFORM set_config('app.tenant_id', md5('tenant:' || t), true);
    INSERT INTO tb_tenants(id, slug, name, plan) VALUES
      (md5('tenant:' || t)::uuid, 'tenant-' || t, 'Tenant ' || t, (ARRAY['free','pro','enterprise'])[1 + t % 3]);
    INSERT INTO tb_projects(id, name, status, created_at)
    SELECT md5('project:' || t || ':' || p)::uuid, 'Project ' || p || ' of tenant ' || t,
           (ARRAY['active','archived'])[1 + (p % 4 = 0)::int], pg_temp.seed_base() - make_interval(hours => p)
    FROM generate_series(1, 10) p;
    INSERT INTO tb_project_members(project_id, user_id, role, created_at)
    SELECT md5('project:' || t || ':' || p)::uuid, md5('user:' || t || ':' || m)::uuid,
           (ARRAY['owner','member','viewer'])[m], pg_temp.seed_base()
    FROM generate_series(1, 10) p, generate_series(1, 3) m;
  END LOOP;
  PERFORM set_config('app.tenant_id', '', true);
END $$;
SELECT 'tenants' AS what, pg_temp.seed('tenants')::bigint AS rows;
SELECT 'projects' AS what, 10 * pg_temp.seed('tenants')::bigint AS rows;
