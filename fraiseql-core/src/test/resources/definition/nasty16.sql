-- JSON as the SQL standard writes it: from PostgreSQL 16.
CREATE VIEW v_standard_json AS SELECT t.id, JSON_OBJECT('id': t.id, 'name': t.name RETURNING jsonb) AS data FROM tb_teams t;
CREATE VIEW v_standard_agg AS SELECT 1 AS id, jsonb_build_object('all', JSON_ARRAYAGG(p.name ORDER BY p.id RETURNING jsonb), 'const', 1) AS data FROM tb_people p;
CREATE VIEW v_standard_tests AS SELECT p.id, jsonb_build_object('is', p.nick IS JSON, 'array', JSON_ARRAY(p.id, p.nick NULL ON NULL), 'any', any_value(p.id) OVER ()) AS data FROM tb_people p;
