-- From PostgreSQL 17.
CREATE VIEW v_json_table AS SELECT p.id * 100 + j.n AS id, jsonb_build_object('id', p.id, 'n', j.n, 'c', j.c) AS data FROM tb_people p, JSON_TABLE(p.extra, '$[*]' COLUMNS (n FOR ORDINALITY, c int PATH '$.c')) j;
CREATE VIEW v_json_table_alone AS SELECT j.n AS id, jsonb_build_object('n', j.n, 'c', j.c) AS data FROM JSON_TABLE('[{"c": 1}, {}]'::jsonb, '$[*]' COLUMNS (n FOR ORDINALITY, c int PATH '$.c')) j;
CREATE VIEW v_json_query AS SELECT p.id, jsonb_build_object('v', JSON_VALUE(p.extra, '$.a.b' RETURNING int), 'q', JSON_QUERY(p.extra, '$.a'), 'e', JSON_EXISTS(p.extra, '$.a'), 's', JSON_SERIALIZE(p.note)) AS data FROM tb_people p;
CREATE VIEW v_merge_support AS SELECT p.id, jsonb_build_object('id', p.id, 't', p.seen AT LOCAL) AS data FROM tb_people p;
