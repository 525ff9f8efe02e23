SELECT pg_catalog.md5(pg_catalog.string_agg(f.part, ',' ORDER BY f.part)) AS fingerprint
FROM (
  SELECT 'relation ' || c.oid || ' ' || c.xmin AS part FROM pg_catalog.pg_class c
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relnamespace <> 'pg_catalog'::regnamespace
  UNION ALL
  SELECT 'rule ' || r.oid || ' ' || r.xmin FROM pg_catalog.pg_rewrite r WHERE r.oid >= 16384
  UNION ALL
  SELECT 'column ' || a.attrelid || ' ' || a.attnum || ' ' || a.xmin FROM pg_catalog.pg_attribute a WHERE a.attrelid >= 16384
  UNION ALL
  SELECT 'type ' || t.oid || ' ' || t.xmin FROM pg_catalog.pg_type t WHERE t.oid >= 16384
  UNION ALL
  SELECT 'function ' || p.oid || ' ' || p.xmin FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
  UNION ALL
  SELECT 'constraint ' || c.oid || ' ' || c.xmin FROM pg_catalog.pg_constraint c WHERE c.oid >= 16384
  UNION ALL
  SELECT 'parent ' || i.inhrelid || ' ' || i.inhparent FROM pg_catalog.pg_inherits i
  UNION ALL
  SELECT 'label ' || e.oid || ' ' || e.xmin FROM pg_catalog.pg_enum e
  UNION ALL
  SELECT 'schema ' || n.oid || ' ' || n.xmin FROM pg_catalog.pg_namespace n
  UNION ALL
  SELECT 'index ' || i.indexrelid || ' ' || i.xmin FROM pg_catalog.pg_index i WHERE i.indrelid >= 16384
  UNION ALL
  SELECT 'comment ' || d.objoid || ' ' || d.objsubid || ' ' || d.xmin FROM pg_catalog.pg_description d WHERE d.objoid >= 16384
) f
