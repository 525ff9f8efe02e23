-- The second statement is wrong, in its third line.
INSERT INTO t VALUES (1);

SELECT a
FROM t
WHERE
  b = 1;
