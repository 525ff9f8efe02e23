CREATE TYPE mood AS ENUM ('happy', 'in between', 'true');
CREATE TABLE tb_people (id int PRIMARY KEY, mood mood NOT NULL, past mood[]);
CREATE VIEW v_people AS
SELECT id, jsonb_build_object('__typename', 'Person', 'id', id, 'mood', mood, 'past', past) AS data FROM tb_people;
INSERT INTO tb_people VALUES (1, 'happy', '{"in between",true}'), (2, 'in between', NULL);
