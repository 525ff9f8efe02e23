CREATE TABLE "Odd Ones" (id int PRIMARY KEY, settings text, value int, "we""ird" text, "ключ" text, "UPPER" text, "select" text, "from" text, "data~json" text, "a'b\c" text, "~e" int,
  "a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length" text);
INSERT INTO "Odd Ones" VALUES (1, 's', 1, 'w', 'k', 'U', 'sel', 'fr', 'dj', 'ab', 5, 'long'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE VIEW v_odd_names AS SELECT o.id, o.settings, o.value, o."we""ird", o."select", o."data~json", o."a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length", o."~e",
  jsonb_build_object('settings', o.settings, 'value', o.value, 'we"ird', o."we""ird", 'ключ', o."ключ", 'UPPER', o."UPPER", 'select', o."select", 'a''b\c', o."a'b\c", 'dj', o."data~json", 'long',
  o."a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length", 'new
line', 1) AS data FROM "Odd Ones" o;
CREATE VIEW v_odd_twice AS SELECT o.id, jsonb_build_object('doc', o.data, 'tilde', o."data~json", 'long', o."a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length", 'e', o."~e", 'same', u."a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length") AS data
FROM v_odd_names o LEFT JOIN v_odd_names u USING ("a_column_whose_name_has_exactly_sixty_three_bytes_as_its_length");
CREATE VIEW v_odd_aliases AS SELECT "r".id, jsonb_build_object('r', "r".data, 'k', "k".name, 'd1', "d1".data, 'e1', (SELECT jsonb_agg("e1".data ORDER BY "e1".id) FROM v_tasks "e1" WHERE "e1".person_id = "r".id), 'x', "~e".n) AS data
FROM v_people "r" LEFT JOIN tb_teams "k" ON "k".id = "r".team_id LEFT JOIN v_concat "d1" ON "d1".id = "k".id CROSS JOIN LATERAL (SELECT count(*) AS n FROM tb_tasks "x" WHERE "x".person_id = "r".id) "~e";
CREATE VIEW v_second(key, doc, label) AS SELECT p.id, p.data, p.name FROM v_people p;
CREATE VIEW v_third AS SELECT s.key AS id, s.doc AS data, s.label AS caption FROM v_second s;
CREATE VIEW v_fourth AS SELECT t.* FROM v_third t;
CREATE VIEW v_filtered AS SELECT t.id, t.data, t.caption FROM v_third t WHERE t.caption > 'Person 15' AND (t.data->>'active')::boolean;
CREATE SCHEMA odd;
CREATE FUNCTION odd.lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT NULL::text$$;
CREATE FUNCTION odd.jsonb_build_object(VARIADIC "any") RETURNS jsonb LANGUAGE internal IMMUTABLE AS 'jsonb_build_array';
CREATE FUNCTION odd.count_up(int) RETURNS SETOF int LANGUAGE sql IMMUTABLE AS $$SELECT generate_series(1, $1)$$;
CREATE FUNCTION odd.keep(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT coalesce($1, $2)$$;
CREATE AGGREGATE odd.first_of(int) (SFUNC = odd.keep, STYPE = int);
CREATE VIEW v_shadows AS SELECT t.id, jsonb_build_object('name', odd.lower(t.name), 'other', odd.jsonb_build_object('a', t.name), 'real', lower(t.name)) AS data FROM tb_teams t;
CREATE VIEW v_own_aggregate AS SELECT 1 AS id, jsonb_build_object('first', odd.first_of(p.id), 'const', 1) AS data FROM tb_people p;
CREATE VIEW v_own_set_function AS SELECT t.id, odd.count_up(t.id) AS n, jsonb_build_object('id', t.id) AS data FROM tb_teams t;
CREATE VIEW v_syntax AS SELECT p.id, jsonb_build_object('year', EXTRACT(year FROM p.born), 'utc', p.seen AT TIME ZONE 'UTC', 'distinct', p.nick IS DISTINCT FROM 'x', 'any', p.id = ANY (ARRAY[1, 2, 3]), 'like', p.name ~~ '%1%', 'between', p.id BETWEEN 2 AND 5,
  'in', p.name IN ('Person 1', 'Person 2'), 'soon', p.seen + '1 day'::interval, 'part', p.tags[1], 'slice', p.tags[1:2], 'street', (p.lives).street, 'neg', -p.id, 'pow', p.id ^ 2, 'exists', EXISTS (SELECT 1 FROM tb_tasks t WHERE t.person_id = p.id),
  'substr', substring(p.name FROM 8 FOR 2), 'regex', substring(p.name, 'x+'), 'trim', TRIM(BOTH 'n' FROM p.nick), 'over', overlay(p.name PLACING 'X' FROM 1 FOR 1), 'pos', position('s' IN p.name), 'norm', p.nick IS NORMALIZED, 'null', p.nick IS NULL,
  'array', ARRAY[p.id, p.team_id], 'cmp', ARRAY[p.id] = ARRAY[p.team_id], 'sub', ARRAY(SELECT t.id FROM tb_tasks t WHERE t.person_id = p.id ORDER BY t.id), 'row', ROW(p.id, p.nick) = ROW(1, 'x'), 'coll', p.name COLLATE "C" < 'Q', 'now', CURRENT_DATE > '2000-01-01',
  'more', jsonb_build_object('path', p.extra #> '{a,b}', 'arrow', p.extra->'a', 'text', p.extra->>'n', 'num', (p.raw->>'k')::int, 'least', LEAST(p.id, p.team_id), 'greatest', GREATEST(p.id, p.team_id), 'nullif', NULLIF(p.id, 3), 'bits', B'101'::bit(3), 'byte', '\x00ff'::bytea, 'bool', NOT p.active,
  'every', p.id > ALL (SELECT t.id FROM tb_teams t), 'overlap', (p.seen, p.seen) OVERLAPS ('2024-01-01'::timestamptz, '2025-01-01'::timestamptz), 'month', to_char(p.born, 'YYYY-MM'), 'empty', to_char(p.born, ''), 'xml', p.id IS NOT NULL AND p.nick IS NULL, 'cast', p.id::text, 'fmt', format('%s-%s', p.id, p.nick),
  'concat', p.name || p.nick, 'trunc', date_trunc('day', p.seen), 'inf', EXTRACT(month FROM 'infinity'::timestamp), 'double', 1.5e3::double precision, 'iv', '1-2'::interval year to month, 'ts', '2020-01-01'::timestamp(3) without time zone, 'ch', 'x'::character(3), 'vc', 'x'::varchar, 'dim', '{{1,2},{3,4}}'::int[][])) AS data FROM tb_people p;
CREATE VIEW v_barrier WITH (security_barrier) AS SELECT p.id, jsonb_build_object('id', p.id, 'name', p.name) AS data FROM tb_people p WHERE p.active;
CREATE TABLE tb_parts (id int NOT NULL, kind int NOT NULL, label text, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);
CREATE TABLE tb_parts_1 PARTITION OF tb_parts FOR VALUES IN (1);
CREATE TABLE tb_parts_2 PARTITION OF tb_parts DEFAULT;
INSERT INTO tb_parts VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 2, NULL);
CREATE VIEW v_parts AS SELECT p.id, jsonb_build_object('id', p.id, 'label', p.label, 'kind', p.kind) AS data FROM tb_parts p;
CREATE TABLE tb_parent (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE tb_child (more int) INHERITS (tb_parent);
INSERT INTO tb_parent VALUES (1, 'p');
INSERT INTO tb_child VALUES (1, 'c', 2);
CREATE VIEW v_inherited AS SELECT p.id, jsonb_build_object('id', p.id, 'name', p.name) AS data FROM tb_parent p;
CREATE VIEW v_inherited_only AS SELECT p.id, jsonb_build_object('id', p.id, 'name', p.name) AS data FROM ONLY tb_parent p;
CREATE VIEW v_sampled AS SELECT p.id, jsonb_build_object('id', p.id, 'name', p.name) AS data FROM tb_people p TABLESAMPLE SYSTEM (100) REPEATABLE (1);
CREATE VIEW v_no_from AS SELECT 1 AS id, jsonb_build_object('a', 1, 'b', 'x'::text, 'c', NULL::int) AS data;
CREATE VIEW v_no_rows AS SELECT 1 AS id, jsonb_build_object('a', 1) AS data WHERE false;
CREATE VIEW v_scalar_document AS SELECT t.id, to_jsonb(t.name) AS data FROM tb_teams t;
CREATE VIEW v_null_document AS SELECT t.id, CASE WHEN t.id > 1 THEN jsonb_build_object('id', t.id) END AS data FROM tb_teams t;
CREATE VIEW v_computed_key AS SELECT t.id, jsonb_build_object('id', t.id, t.name, t.city) AS data FROM tb_teams t;
CREATE VIEW v_key_twice AS SELECT t.id, jsonb_build_object('id', t.id, 'id', t.city) AS data FROM tb_teams t;
CREATE VIEW v_wide AS SELECT p.id, jsonb_build_object('a01', p.id, 'a02', p.nick, 'a03', p.id, 'a04', p.nick, 'a05', p.id, 'a06', p.nick, 'a07', p.id, 'a08', p.nick, 'a09', p.id, 'a10', p.nick, 'a11', p.id, 'a12', p.nick, 'a13', p.id, 'a14', p.nick, 'a15', p.id, 'a16', p.nick,
  'a17', p.id, 'a18', p.nick, 'a19', p.id, 'a20', p.nick, 'a21', p.id, 'a22', p.nick, 'a23', p.id, 'a24', p.nick, 'a25', p.id, 'a26', p.nick, 'a27', p.id, 'a28', p.nick, 'a29', p.id, 'a30', p.nick, 'a31', p.id, 'a32', p.nick, 'a33', p.id, 'a34', p.nick, 'a35', p.id,
  'a36', p.nick, 'a37', p.id, 'a38', p.nick, 'a39', p.id, 'a40', p.nick, 'a41', p.id, 'a42', p.nick, 'a43', p.id, 'a44', p.nick, 'a45', p.id, 'a46', p.nick, 'a47', p.id, 'a48', p.nick, 'a49', p.id, 'a50', p.nick) AS data FROM tb_people p;
CREATE VIEW v_union_inside AS SELECT t.id, jsonb_build_object('id', t.id, 'all', (SELECT coalesce(jsonb_agg(u.x ORDER BY u.x), '[]') FROM (SELECT p.name AS x FROM tb_people p WHERE p.team_id = t.id UNION SELECT t.name) u),
  'docs', (SELECT coalesce(jsonb_agg(u.d ORDER BY u.n), '[]') FROM (SELECT p.data AS d, p.id AS n FROM v_people p WHERE p.team_id = t.id UNION ALL SELECT p.data, 0 FROM v_people p WHERE p.id = t.id) u)) AS data FROM v_teams t;
CREATE VIEW v_correlated AS SELECT t.id, jsonb_build_object('id', t.id, 'n', s.n, 'm', s.m) AS data FROM v_teams t LEFT JOIN LATERAL (SELECT 1 AS n, t.name AS m UNION ALL SELECT 2, t.name ORDER BY 1 DESC LIMIT 1) s ON true;
CREATE MATERIALIZED VIEW mv_people AS SELECT id, data FROM v_people;
CREATE UNIQUE INDEX ON mv_people(id);
CREATE TABLE tv_teams (id int PRIMARY KEY, data jsonb NOT NULL);
COMMENT ON COLUMN tv_teams.data IS '@shape {id: integer!, name: varchar!, city: text}';
INSERT INTO tv_teams SELECT id, data FROM v_teams;
CREATE TABLE tv_lists (id int PRIMARY KEY, data jsonb NOT NULL);
COMMENT ON TABLE tv_lists IS '@mirrors v_deep_lists';
INSERT INTO tv_lists SELECT id, data FROM v_deep_lists;
CREATE VIEW v_over_stored AS SELECT s.id, jsonb_build_object('id', s.id, 'team', s.data, 'lists', l.data, 'person', m.data) AS data FROM tv_teams s JOIN tv_lists l ON l.id = s.id LEFT JOIN mv_people m ON m.id = s.id;
CREATE VIEW v_over_distinct AS SELECT u.id, jsonb_build_object('id', u.id, 'doc', u.data) AS data FROM v_union_distinct u;
CREATE VIEW v_over_values AS SELECT u.id, jsonb_build_object('id', u.id, 'doc', u.data) AS data FROM v_only_values u;
CREATE VIEW v_distinct_cte AS WITH c AS (SELECT DISTINCT p.team_id FROM tb_people p WHERE p.team_id IS NOT NULL)
SELECT c.team_id AS id, jsonb_build_object('id', c.team_id, 'n', (SELECT count(*) FROM c)) AS data FROM c;
CREATE VIEW v_counted_cte AS WITH c AS (SELECT p.id FROM v_people p WHERE p.team_id = 1) SELECT 1 AS id, jsonb_build_object('n', (SELECT count(*) FROM c)) AS data;
CREATE MATERIALIZED VIEW mv_scalars AS SELECT t.id, to_jsonb(p.login) AS login, to_jsonb(p.feeling) AS feeling, to_jsonb(p.name) AS name FROM tb_teams t JOIN tb_people p ON p.id = t.id;
CREATE VIEW v_json_scalars AS SELECT s.id, jsonb_build_object('login', s.login, 'feeling', s.feeling, 'name', s.name) AS data FROM mv_scalars s;
CREATE VIEW v_union_in_cte AS WITH c AS (SELECT p.id, p.data FROM v_people p WHERE p.id < 4 UNION SELECT p.id, p.data FROM v_people p WHERE p.id > 20)
SELECT c.id, jsonb_build_object('id', c.id, 'person', c.data) AS data FROM c;
CREATE VIEW v_intersect AS SELECT p.id, jsonb_build_object('id', p.id, 'u', to_jsonb(p.login)) AS data FROM tb_people p INTERSECT ALL SELECT p.id, jsonb_build_object('id', p.id, 'u', to_jsonb(p.login)) FROM tb_people p WHERE p.id < 5;
CREATE VIEW v_over_intersect AS SELECT i.id, i.data FROM (SELECT p.id, jsonb_build_object('u', to_jsonb(p.login), 'f', p.feeling) AS data FROM tb_people p EXCEPT SELECT p.id, jsonb_build_object('u', to_jsonb(p.login), 'f', p.feeling) FROM tb_people p WHERE p.id < 5) i;
CREATE VIEW v_cte_shadow AS WITH c AS (SELECT t.id, t.name FROM tb_teams t)
SELECT c.id, jsonb_build_object('id', c.id, 'inner', (WITH c AS (SELECT x.name FROM c x WHERE x.id = 1) SELECT c.name FROM c)) AS data FROM c;
