CREATE TABLE tb_settings (id int PRIMARY KEY, name text NOT NULL, value text);
CREATE VIEW v_settings AS
SELECT 1 AS id, jsonb_build_object('__typename', 'Settings', 'count', count(*),
  'all', jsonb_object_agg(name, value)) AS data
FROM tb_settings;
INSERT INTO tb_settings VALUES (1, 'colour', 'red'), (2, 'size', NULL);
