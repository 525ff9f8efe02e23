SELECT i.indrelid::bigint AS relation,
       pg_catalog.array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1])
WHERE i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
  -- An index of an inheritance parent knows nothing of the rows of its children.
  AND NOT (c.relkind = 'r' AND c.relhassubclass)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
GROUP BY i.indexrelid, i.indrelid
