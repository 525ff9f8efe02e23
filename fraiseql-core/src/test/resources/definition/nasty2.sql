CREATE VIEW v_lateral AS SELECT t.id, jsonb_build_object('id', t.id, 'first', f.data, 'n', c.n, 'g', g.g) AS data FROM tb_teams t
LEFT JOIN LATERAL (SELECT p.data FROM v_people p WHERE p.team_id = t.id ORDER BY p.id LIMIT 1) f ON true
CROSS JOIN LATERAL (SELECT count(*) AS n FROM tb_people p WHERE p.team_id = t.id) c
CROSS JOIN LATERAL generate_series(t.id, t.id) g(g);
CREATE VIEW v_elements AS SELECT p.id * 100 + e.n AS id, jsonb_build_object('id', p.id, 'value', e.value, 'n', e.n) AS data
FROM tb_people p CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(p.extra) = 'array' THEN p.extra END) WITH ORDINALITY e(value, n);
CREATE VIEW v_rows_from AS SELECT r.a AS id, jsonb_build_object('a', r.a, 'b', r.b) AS data FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['x', 'y'])) r(a, b);
CREATE VIEW v_record_set AS SELECT r.x AS id, jsonb_build_object('x', r.x, 'y', r.y) AS data FROM jsonb_to_recordset('[{"x": 1, "y": "a"}]') r(x int, y text);
CREATE VIEW v_unnest AS SELECT p.id * 10 + u.n AS id, jsonb_build_object('id', p.id, 'tag', u.tag) AS data FROM v_people p
JOIN tb_people q ON q.id = p.id, unnest(q.tags) WITH ORDINALITY u(tag, n);
CREATE VIEW v_select_set AS SELECT p.id, jsonb_build_object('id', p.id, 'tag', unnest(p.tags)) AS data FROM tb_people p;
CREATE VIEW v_own_set AS SELECT p.id, unnest(ARRAY[1, 2]) AS copy, jsonb_build_object('id', p.id) AS data FROM tb_people p;
CREATE VIEW v_right AS SELECT t.id, jsonb_build_object('team', t.data, 'person', p.data, 'name', p.name, 'const', 1) AS data FROM v_people p RIGHT JOIN v_teams t ON t.id = p.team_id AND p.id < 12;
CREATE VIEW v_full AS SELECT coalesce(t.id, -p.id) AS id, jsonb_build_object('team', t.name, 'person', p.name, 'doc', p.data) AS data FROM tb_teams t FULL JOIN v_people p ON p.team_id = t.id;
CREATE VIEW v_full_using AS SELECT id, jsonb_build_object('id', id, 'team', t.data, 'person', p.data) AS data FROM v_teams t FULL JOIN v_people p USING (id);
CREATE VIEW v_using AS SELECT id, jsonb_build_object('id', id, 'team', t.data, 'person', p.data) AS data FROM v_teams t JOIN v_people p USING (id);
CREATE VIEW v_left_using AS SELECT id, jsonb_build_object('id', id, 'team', t.name) AS data FROM v_people p LEFT JOIN v_teams t USING (id);
CREATE VIEW v_natural AS SELECT id, jsonb_build_object('id', id, 'city', city) AS data FROM (SELECT id, nick FROM tb_people) p NATURAL LEFT JOIN (SELECT id, city FROM tb_teams) t;
CREATE VIEW v_join_alias AS SELECT j.id, jsonb_build_object('id', j.id, 'city', j.city) AS data FROM (tb_teams t JOIN (SELECT id, nick FROM tb_people) p USING (id)) AS j;
CREATE VIEW v_column_aliases AS SELECT x.a AS id, jsonb_build_object('a', x.a, 'b', x.b) AS data FROM v_teams x(a, b);
CREATE VIEW v_tree AS SELECT t.id, jsonb_build_object('id', t.id, 'p', p.name, 'k', k.title) AS data FROM tb_teams t LEFT JOIN (tb_people p JOIN tb_tasks k ON k.person_id = p.id) ON p.team_id = t.id;
CREATE VIEW v_comma AS SELECT p.id, jsonb_build_object('id', p.id, 'n', n.n, 'm', m.m) AS data FROM tb_people p, (SELECT count(*) AS n FROM tb_tasks) n, (SELECT max(id) AS m FROM tb_tasks WHERE done) m;
CREATE VIEW v_having_lateral AS SELECT t.id, jsonb_build_object('id', t.id) AS data FROM tb_teams t CROSS JOIN LATERAL (SELECT count(*) AS n FROM tb_people p WHERE p.team_id = t.id HAVING count(*) > 0) c;
CREATE VIEW v_case AS SELECT p.id, jsonb_build_object('id', p.id, 'x', CASE WHEN p.active THEN jsonb_build_object('kind', 'a', 'n', p.id) WHEN p.id > 9 THEN jsonb_build_object('kind', 'b', 'm', p.name) END,
  'y', CASE p.team_id WHEN 1 THEN (SELECT t.data FROM v_teams t WHERE t.id = p.team_id) ELSE jsonb_build_object('id', 0, 'name', 'none', 'city', NULL::text) END,
  'z', coalesce((SELECT t.data FROM v_teams t WHERE t.id = p.team_id), jsonb_build_object('id', 0, 'name', 'none')),
  'odd', CASE WHEN p.active THEN to_jsonb(p.id) ELSE to_jsonb(p.name) END,
  'list', coalesce((SELECT jsonb_agg(k.data ORDER BY k.id) FROM v_tasks k WHERE k.person_id = p.id), '[]'),
  'perhaps', (SELECT jsonb_agg(k.title ORDER BY k.id) FROM tb_tasks k WHERE k.person_id = p.id),
  'fallback', coalesce((SELECT jsonb_agg(k.title ORDER BY k.id) FROM tb_tasks k WHERE k.person_id = p.id), jsonb_build_array('nothing')),
  'open', coalesce((SELECT jsonb_agg(jsonb_build_object('id', k.id, 'cost', k.cost) ORDER BY k.cost DESC NULLS LAST, k.id) FILTER (WHERE NOT k.done) FROM tb_tasks k WHERE k.person_id = p.id), '[]'),
  'maybe_open', (SELECT jsonb_agg(jsonb_build_object('id', k.id) ORDER BY k.id) FILTER (WHERE NOT k.done) FROM tb_tasks k WHERE k.person_id = p.id)) AS data FROM tb_people p;
CREATE VIEW v_fallback_in_agg AS SELECT t.id, (SELECT coalesce(jsonb_agg(p.name ORDER BY p.id), '["nobody"]') FROM tb_people p WHERE p.team_id = t.id) AS data FROM tb_teams t;
CREATE VIEW v_list_alone AS SELECT t.id, (SELECT coalesce(jsonb_agg(p.data ORDER BY p.name, p.id), '[]') FROM v_people p WHERE p.team_id = t.id) AS data FROM tb_teams t;
CREATE VIEW v_rows AS SELECT t.id, jsonb_build_object('row', to_jsonb(t), 'old', row_to_json(t.*), 'people', (SELECT jsonb_agg(to_jsonb(p) ORDER BY p.id) FROM (SELECT q.id, q.nick FROM tb_people q WHERE q.team_id = t.id) p),
  'arr', (SELECT array_agg(p.name ORDER BY p.id) FROM tb_people p WHERE p.team_id = t.id), 'view', to_jsonb(v), 'missing', (SELECT to_jsonb(m) FROM tb_people m WHERE m.id = -1)) AS data FROM tb_teams t LEFT JOIN v_teams v ON v.id = t.lead_id;
CREATE VIEW v_row_left AS SELECT t.id, jsonb_build_object('id', t.id, 'lead', to_jsonb(l), 'n', count(l.*)) AS data FROM tb_teams t LEFT JOIN (SELECT p.id, p.name, p.nick FROM tb_people p) l ON l.id = t.lead_id GROUP BY t.id, l.*;
CREATE VIEW v_row_of_view AS SELECT t.id, jsonb_build_object('id', t.id, 'name', t.name, 'doc', t.data, 'row', to_jsonb(t)) AS data FROM v_teams t;
CREATE VIEW v_object_agg AS SELECT t.id, jsonb_build_object('by', (SELECT jsonb_object_agg(p.id, p.name) FROM tb_people p WHERE p.team_id = t.id), 'id', t.id) AS data FROM tb_teams t;
CREATE VIEW v_concat AS SELECT t.id, t.data || jsonb_build_object('more', 1) AS data FROM v_teams t;
CREATE VIEW v_stripped AS SELECT t.id, jsonb_strip_nulls(t.data) AS data FROM v_teams t;
CREATE VIEW v_arrays AS SELECT t.id, jsonb_build_array(t.id, t.name, NULL) AS data FROM tb_teams t;
CREATE VIEW v_array_same AS SELECT t.id, jsonb_build_object('all', jsonb_build_array(t.name, t.city), 'none', jsonb_build_array(), 'c', '{}'::jsonb, 'd', '{"k": 1}'::jsonb, 'e', 'null'::jsonb, 'f', NULL) AS data FROM tb_teams t;
CREATE VIEW v_json AS SELECT t.id, json_build_object('id', t.id, 'list', (SELECT json_agg(json_build_object('id', p.id) ORDER BY p.id) FROM tb_people p WHERE p.team_id = t.id), 'city', to_json(t.city)) AS data FROM tb_teams t;
CREATE VIEW v_json_of_jsonb AS SELECT t.id, json_build_object('team', t.data, 'arr', to_json(ARRAY[t.id, NULL])) AS data FROM v_teams t;
CREATE VIEW v_grouping_sets AS SELECT row_number() OVER (ORDER BY p.team_id, p.active) AS id, jsonb_build_object('team', p.team_id, 'active', p.active, 'name', p.feeling, 'n', count(*), 'g', GROUPING(p.team_id)) AS data FROM tb_people p GROUP BY GROUPING SETS ((p.team_id, p.feeling), (p.active, p.feeling), ());
CREATE VIEW v_rollup AS SELECT t.id, jsonb_build_object('id', t.id, 'name', t.name, 'n', count(*), 'sum', sum(t.id)) AS data FROM tb_teams t GROUP BY ROLLUP (t.id, t.name);
CREATE VIEW v_having AS SELECT p.team_id AS id, jsonb_build_object('team', p.team_id, 'n', count(*), 'names', string_agg(p.nick, ', ' ORDER BY p.id), 'const', 7) AS data FROM tb_people p GROUP BY p.team_id HAVING count(*) > 5 AND p.team_id IS NOT NULL;
CREATE VIEW v_having_all AS SELECT 1 AS id, jsonb_build_object('n', count(*), 'const', 7) AS data FROM tb_people p HAVING count(*) > 500;
CREATE VIEW v_statistics AS SELECT p.team_id AS id, jsonb_build_object('sum', sum(p.id), 'avg', avg(p.id), 'dev', stddev(p.id), 'nick', max(p.nick), 'name', min(p.name), 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY p.age),
  'mode', mode() WITHIN GROUP (ORDER BY p.feeling) , 'active', count(*) FILTER (WHERE p.active), 'sumf', sum(p.id) FILTER (WHERE p.active), 'rank', rank(5) WITHIN GROUP (ORDER BY p.id), 'all', bool_and(p.active), 'corr', regr_slope(p.id, p.id)) AS data
FROM tb_people p WHERE p.team_id IS NOT NULL GROUP BY p.team_id;
CREATE VIEW v_whole_table AS SELECT 1 AS id, jsonb_build_object('n', count(*), 'const', 'c', 'sum', sum(p.id), 'team', (SELECT t.data FROM v_teams t WHERE t.id = 1), 'list', jsonb_agg(p.data ORDER BY p.id)) AS data FROM v_people p;
CREATE VIEW v_grouped_view AS SELECT p.team_id AS id, jsonb_build_object('team', p.team_id, 'label', max(p.name), 'people', jsonb_agg(p.data ORDER BY p.name, p.id), 'some', jsonb_agg(p.data ORDER BY p.id) FILTER (WHERE p.id > 12), 'distinct', jsonb_agg(DISTINCT p.name)) AS data FROM v_people p GROUP BY p.team_id;
CREATE VIEW v_grouped_doc AS SELECT t.id, jsonb_build_object('team', t.data, 'name', t.name, 'n', count(p.*), 'last', max(p.id)) AS data FROM v_teams t LEFT JOIN v_people p ON p.team_id = t.id GROUP BY t.id, t.data, t.name;
CREATE VIEW v_grouped_key AS SELECT t.id, jsonb_build_object('id', t.id, 'name', t.name, 'city', t.city, 'n', count(p.id), 'tasks', coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'p', p.data) ORDER BY k.id) FILTER (WHERE k.id IS NOT NULL), '[]')) AS data
FROM tb_teams t LEFT JOIN v_people p ON p.team_id = t.id LEFT JOIN tb_tasks k ON k.person_id = p.id GROUP BY t.id;
CREATE VIEW v_deep_lists AS SELECT t.id, jsonb_build_object('id', t.id, 'people', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'tasks', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'title', k.title, 'cost', k.cost, 'done', k.done) ORDER BY k.due DESC, k.id), '[]') FROM tb_tasks k WHERE k.person_id = p.id)) ORDER BY p.id), '[]') FROM tb_people p WHERE p.team_id = t.id)) AS data FROM tb_teams t;
