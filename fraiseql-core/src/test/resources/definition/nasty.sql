-- Views that are hard to understand, over few rows with many nulls. They need PostgreSQL 14.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'very "happy"');
CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0);
CREATE DOMAIN notes AS jsonb;
CREATE TYPE place AS (street text, number int);
CREATE TABLE tb_teams (id int PRIMARY KEY, name varchar(50) NOT NULL, city text, lead_id int UNIQUE);
CREATE TABLE tb_people (
  id int PRIMARY KEY, team_id int REFERENCES tb_teams, name text NOT NULL, nick varchar(20), feeling mood NOT NULL,
  feelings mood[] NOT NULL DEFAULT '{}', age positive, born date, seen timestamptz NOT NULL, height numeric(6,3), weight float8,
  tags text[], lives place, span int4range, extra jsonb, note json, shoe bigint, active boolean, raw notes,
  login uuid NOT NULL DEFAULT gen_random_uuid(), net inet, waits interval, doubled int GENERATED ALWAYS AS (shoe::int * 2) STORED);
CREATE TABLE tb_tasks (
  id bigint PRIMARY KEY, person_id int NOT NULL, title text NOT NULL, done boolean NOT NULL, cost numeric, due timestamp, weight real);
CREATE INDEX ON tb_tasks(person_id);
INSERT INTO tb_teams VALUES (1, 'Red', 'Oslo', 3), (2, 'Blue', NULL, NULL), (3, 'Empty', 'Rome', 1), (4, 'We"ird', E'a\\b''c\n', NULL);
INSERT INTO tb_people(id, team_id, name, nick, feeling, feelings, age, born, seen, height, weight, tags, lives, span, extra, note,
  shoe, active, raw, login, net, waits)
SELECT i, CASE WHEN i % 4 = 0 THEN NULL ELSE 1 + i % 4 END, 'Person ' || (i * 7 % 23), CASE WHEN i % 3 = 0 THEN 'n"' || i END,
  (enum_range(NULL::mood))[1 + i % 3], CASE WHEN i % 2 = 0 THEN ARRAY['ok', 'sad']::mood[] ELSE '{}' END, i,
  CASE WHEN i % 5 = 0 THEN NULL ELSE date '1980-01-31' + i * 100 END, timestamptz '2024-02-29 23:59:59.123456+02' + i * interval '1 hour',
  CASE WHEN i % 3 = 1 THEN 1.5 + i % 7 END, CASE i WHEN 1 THEN 'NaN' WHEN 2 THEN 1e20 WHEN 3 THEN 0.1 WHEN 5 THEN NULL ELSE i / 3.0 END,
  CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN '{}' WHEN 2 THEN ARRAY['a', NULL, 'c"d'] ELSE ARRAY['x'] END,
  CASE WHEN i % 3 = 0 THEN ROW('Main, "St"', i)::place END, CASE WHEN i % 2 = 0 THEN int4range(i, i + 3) END,
  CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '{"a": {"b": 1}, "n": null}' WHEN 2 THEN 'null' WHEN 3 THEN '[1, {"c": 2}]' ELSE '"text"' END::jsonb,
  CASE WHEN i % 2 = 0 THEN '{"z": 1,  "a": [ ]}' END::json, CASE WHEN i % 4 = 1 THEN NULL ELSE 36 + i % 9 END,
  CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN true ELSE false END, CASE WHEN i % 2 = 1 THEN '{"k": 5}' END::jsonb,
  md5('person:' || i)::uuid, CASE WHEN i % 2 = 0 THEN '10.0.0.1' WHEN i % 3 = 0 THEN '10.1.0.0/16' END::inet,
  CASE WHEN i % 4 = 2 THEN interval '1 day 02:03:04' END
FROM generate_series(1, 24) i;
INSERT INTO tb_tasks
SELECT i, 1 + i * 5 % 26, 'Task ' || i % 7, i % 3 = 0, CASE WHEN i % 4 <> 1 THEN (i * 1.10)::numeric(10, 2) END,
  CASE WHEN i % 5 <> 0 THEN timestamp '2024-12-31 12:00' + i * interval '7 hours' END, CASE WHEN i % 2 = 0 THEN i / 3.0 END
FROM generate_series(1, 70) i;

CREATE VIEW v_people AS SELECT p.id, p.team_id, p.name, jsonb_build_object('__typename', 'Person', 'id', p.id, 'name', p.name, 'nick', p.nick,
  'feeling', p.feeling, 'feelings', p.feelings, 'age', p.age, 'born', p.born, 'seen', p.seen, 'height', p.height, 'weight', p.weight,
  'tags', p.tags, 'lives', p.lives, 'span', p.span, 'extra', p.extra, 'note', p.note, 'shoe', p.shoe, 'active', p.active, 'raw', p.raw,
  'login', p.login, 'net', p.net, 'waits', p.waits, 'doubled', p.doubled) AS data FROM tb_people p;
CREATE VIEW v_teams AS SELECT id, name, jsonb_build_object('id', id, 'name', name, 'city', city) AS data FROM tb_teams;
CREATE VIEW v_tasks AS SELECT t.id, t.person_id, jsonb_build_object('id', t.id, 'title', t.title, 'done', t.done, 'cost', t.cost,
  'due', t.due, 'weight', t.weight, 'person', p.data) AS data FROM tb_tasks t LEFT JOIN v_people p ON p.id = t.person_id;

CREATE VIEW v_union AS
SELECT id, jsonb_build_object('id', id, 'label', name, 'kind', 'team', 'city', city, 'members', (SELECT count(*) FROM tb_people p WHERE p.team_id = t.id)) AS data FROM tb_teams t
UNION ALL
SELECT id + 100, jsonb_build_object('id', id + 100, 'label', name, 'kind', 'person', 'age', age, 'members', NULL::bigint) FROM tb_people;
CREATE VIEW v_union_three AS (SELECT id, jsonb_build_object('id', id, 'a', name) AS data FROM tb_teams
UNION ALL SELECT id + 100, jsonb_build_object('id', id, 'a', nick) FROM tb_people)
UNION ALL SELECT id + 1000, jsonb_build_object('id', id, 'a', title) FROM tb_tasks;
CREATE VIEW v_union_ordered AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_teams
UNION ALL SELECT id + 100, jsonb_build_object('id', id) FROM tb_people ORDER BY 1 LIMIT 7;
CREATE VIEW v_union_inner_limit AS (SELECT id, jsonb_build_object('id', id) AS data FROM tb_teams ORDER BY id DESC LIMIT 2)
UNION ALL (SELECT id + 100, jsonb_build_object('id', id) FROM tb_people ORDER BY id LIMIT 3);
CREATE VIEW v_union_counted AS SELECT 1 AS id, jsonb_build_object('n', count(*), 'what', 'teams') AS data FROM tb_teams
UNION ALL SELECT id + 1, jsonb_build_object('n', id, 'what', name) FROM tb_people;
CREATE VIEW v_union_window AS SELECT id, jsonb_build_object('id', id, 'r', rank() OVER w) AS data FROM tb_teams WINDOW w AS (ORDER BY city)
UNION ALL SELECT id + 100, jsonb_build_object('id', id, 'r', rank() OVER w2) FROM tb_people WINDOW w2 AS (ORDER BY born);
CREATE VIEW v_union_distinct AS SELECT id, jsonb_build_object('id', id) AS data FROM tb_teams UNION SELECT id, jsonb_build_object('id', id) FROM tb_people;
CREATE VIEW v_except AS WITH s AS (SELECT id FROM tb_people WHERE active)
SELECT id, jsonb_build_object('id', id) AS data FROM s EXCEPT SELECT id, jsonb_build_object('id', id) FROM tb_teams;
CREATE VIEW v_union_all_then_distinct AS (SELECT 1 AS id, '{"a": 1}'::jsonb AS data UNION ALL SELECT 1, '{"a": 1}')
UNION SELECT 1, '{"a": 1}';
CREATE VIEW v_union_distinct_then_all AS (SELECT 1 AS id, '{"a": 1}'::jsonb AS data UNION SELECT 1, '{"a": 1}')
UNION ALL SELECT 1, '{"a": 1}';
CREATE VIEW v_union_with AS WITH c AS (SELECT id, name FROM tb_teams)
SELECT c.id, jsonb_build_object('id', c.id, 'name', c.name) AS data FROM c UNION ALL SELECT c.id + 10, jsonb_build_object('id', c.id, 'name', upper(c.name)) FROM c;
CREATE VIEW v_union_of_with AS WITH c AS (SELECT id, name FROM tb_teams)
(WITH d AS (SELECT id * 2 AS id FROM c) SELECT d.id, jsonb_build_object('id', d.id) AS data FROM d) UNION ALL SELECT c.id, jsonb_build_object('id', c.id) FROM c;
CREATE VIEW v_values AS SELECT v.id, jsonb_build_object('id', v.id, 'name', v.name) AS data FROM (VALUES (1, 'one'), (2, NULL)) v(id, name);
CREATE VIEW v_only_values(id, data) AS VALUES (1, '{"a": 1}'::jsonb), (2, '{"a": 2}');
CREATE VIEW v_with_values(id, data) AS WITH c AS (SELECT 5 AS x) VALUES ((SELECT x FROM c), '{"a": 1}'::jsonb);

CREATE VIEW v_distinct AS SELECT DISTINCT p.team_id AS id, jsonb_build_object('team', p.team_id, 'active', p.active) AS data FROM tb_people p;
CREATE VIEW v_distinct_on AS SELECT DISTINCT ON (p.team_id) p.id, jsonb_build_object('id', p.id, 'team', p.team_id, 'name', p.name) AS data
FROM v_people p ORDER BY p.team_id, p.name DESC, p.id;
CREATE VIEW v_limited AS SELECT id, jsonb_build_object('id', id, 'name', name, 'born', born) AS data FROM tb_people ORDER BY born DESC NULLS LAST, id LIMIT 5 OFFSET 2;
CREATE VIEW v_ties AS SELECT id, jsonb_build_object('id', id, 'active', active) AS data FROM tb_people ORDER BY active FETCH FIRST 3 ROWS WITH TIES;
CREATE VIEW v_windows AS SELECT p.id, jsonb_build_object('id', p.id, 'row', row_number() OVER (PARTITION BY p.team_id ORDER BY p.id),
  'sum', sum(p.shoe) OVER w, 'share', round(100.0 * p.id / sum(p.id) OVER (), 2), 'name', p.name,
  'frame', count(*) FILTER (WHERE p.active) OVER (ORDER BY p.id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE TIES)) AS data
FROM tb_people p WINDOW w AS (PARTITION BY p.feeling ORDER BY p.id RANGE UNBOUNDED PRECEDING);
CREATE VIEW v_window_of_group AS SELECT p.team_id AS id, jsonb_build_object('n', count(*), 'all', sum(count(*)) OVER ()) AS data
FROM tb_people p WHERE p.team_id IS NOT NULL GROUP BY p.team_id;
CREATE VIEW v_window_of_all AS SELECT 1 AS id, jsonb_build_object('all', sum(count(*)) OVER (), 'one', 1) AS data FROM tb_people p;
CREATE VIEW v_recursive AS WITH RECURSIVE up(id, depth, path) AS (
  SELECT t.id, 0, ARRAY[t.id] FROM tb_teams t WHERE t.id < 3 UNION ALL SELECT u.id, u.depth + 1, u.path || u.depth FROM up u WHERE u.depth < 2)
SELECT u.id * 10 + u.depth AS id, jsonb_build_object('id', u.id, 'depth', u.depth, 'path', u.path, 'team', t.data) AS data FROM up u JOIN v_teams t ON t.id = u.id;
CREATE VIEW v_recursive_inside AS SELECT t.id, jsonb_build_object('id', t.id, 'chain', (
  WITH RECURSIVE c AS (SELECT t.id AS n UNION ALL SELECT c.n + 1 FROM c WHERE c.n < 6) SELECT coalesce(jsonb_agg(c.n ORDER BY c.n), '[]') FROM c)) AS data FROM v_teams t;
CREATE VIEW v_cte_twice AS WITH c AS (SELECT p.team_id, count(*) AS n, max(p.name) AS last FROM tb_people p GROUP BY p.team_id)
SELECT a.team_id AS id, jsonb_build_object('n', a.n, 'last', a.last, 'others', (SELECT coalesce(sum(b.n), 0) FROM c b WHERE b.team_id <> a.team_id)) AS data
FROM c a WHERE a.team_id IS NOT NULL;
CREATE VIEW v_cte_columns AS WITH c(k, doc, "AS") AS MATERIALIZED (SELECT p.id, p.data, p.name FROM v_people p), d AS NOT MATERIALIZED (SELECT k, doc AS inner_doc, "AS" FROM c)
SELECT d.k AS id, jsonb_build_object('id', d.k, 'person', d.inner_doc, 'word', d."AS") AS data FROM d;
CREATE VIEW v_cte_reference_columns AS WITH c AS (SELECT p.id, p.name FROM tb_people p) SELECT x.a AS id, jsonb_build_object('id', x.a, 'name', x.b) AS data FROM c x(a, b);
CREATE VIEW v_cte_row AS WITH c AS (SELECT t.id, t.name FROM tb_teams t) SELECT c.id, jsonb_build_object('row', to_jsonb(c), 'id', c.id, 'n', (SELECT count(x.*) FROM c x)) AS data FROM c;
CREATE VIEW v_cte_nested AS WITH a AS (WITH b AS (SELECT p.id, p.data FROM v_people p) SELECT b.id, jsonb_build_object('person', b.data) AS doc FROM b)
SELECT a.id, jsonb_build_object('a', a.doc, 'id', a.id) AS data FROM a;
CREATE VIEW v_cte_same_name AS WITH c AS (SELECT t.id, t.name FROM tb_teams t)
SELECT c.id, jsonb_build_object('id', c.id, 'inner', (WITH c AS (SELECT p.id, p.nick AS name FROM tb_people p) SELECT c.name FROM c WHERE c.id = 3)) AS data FROM c;
