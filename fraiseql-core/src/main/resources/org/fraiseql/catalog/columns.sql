SELECT a.attrelid::bigint AS relation,
       a.attname AS name,
       a.atttypid::bigint AS type,
       -- Nobody keeps the rows of a foreign table, those that were there before, or those of children from being null.
       a.attnotnull AND c.relkind <> 'f' AND NOT EXISTS (
         SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
         AND (NOT k.convalidated OR k.connoinherit AND c.relhassubclass)) AS not_null,
       pg_catalog.col_description(a.attrelid, a.attnum) AS comment
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY a.attrelid, a.attnum
