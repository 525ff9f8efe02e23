-- A library desk: small commands, one for each thing that can become of one.

CREATE TYPE mutation_result AS (success boolean, message text, data jsonb);
CREATE TYPE genre AS ENUM ('novel', 'poetry', 'non-fiction');
CREATE DOMAIN isbn AS text CONSTRAINT thirteen_digits CHECK (VALUE ~ '^[0-9]{13}$');
COMMENT ON CONSTRAINT thirteen_digits ON DOMAIN isbn IS '@message An ISBN has 13 digits.';
CREATE DOMAIN copies AS int CONSTRAINT positive CHECK (VALUE > 0);

CREATE TABLE tb_authors (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL);
CREATE TABLE tb_books (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  author_id uuid NOT NULL REFERENCES tb_authors,
  title text NOT NULL CONSTRAINT title_is_not_blank CHECK (btrim(title) <> ''),
  isbn isbn,
  genre genre NOT NULL DEFAULT 'novel',
  price numeric(10,2),
  stock int NOT NULL DEFAULT 1 CONSTRAINT stock_is_there CHECK (stock >= 0),
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX isbn_is_unique ON tb_books (isbn);
ALTER TABLE tb_books ADD CONSTRAINT same_title_once UNIQUE (author_id, title) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT same_title_once ON tb_books IS '@message The author has a book of this title already.';
CREATE TABLE tb_notes (id int GENERATED ALWAYS AS IDENTITY, text text);

CREATE VIEW v_book AS
SELECT b.id, jsonb_build_object('__typename', 'Book', 'id', b.id, 'title', b.title, 'isbn', b.isbn, 'genre', b.genre,
  'price', b.price, 'stock', b.stock, 'version', b.version,
  'author', jsonb_build_object('id', a.id, 'name', a.name)) AS data
FROM tb_books b JOIN tb_authors a ON a.id = b.author_id;
CREATE VIEW v_note AS SELECT n.id, jsonb_build_object('__typename', 'Note', 'id', n.id, 'text', n.text) AS data FROM tb_notes n;

INSERT INTO tb_authors VALUES ('00000000-0000-4000-8000-00000000000a', 'Ada');
INSERT INTO tb_books (id, author_id, title, isbn, stock)
VALUES ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-00000000000a', 'One', '9780000000001', 5);

CREATE TYPE page_input AS (number int, tags text[], genres genre[]);
CREATE TYPE add_book_input AS (
  author_id uuid, title text, isbn isbn, genre genre, price numeric, pages page_input[], extra jsonb, published boolean,
  copies copies[]);
COMMENT ON COLUMN add_book_input.author_id IS E'Who wrote it.\n@required';
COMMENT ON COLUMN add_book_input.title IS '@required';

-- Writes a note first, so that what a rejection leaves behind shows.
CREATE FUNCTION fn_add_book(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
DECLARE b tb_books;
BEGIN
  INSERT INTO tb_notes (text) VALUES ('adding ' || coalesce(input->>'title', '?'));
  IF input->>'title' = 'Forbidden' THEN
    RETURN ROW(false, 'This title is not wanted', '{"code": "NOT_WANTED", "details": {"shelf": 7}}'::jsonb)::mutation_result;
  END IF;
  IF input->>'title' = 'Rule' THEN
    RAISE EXCEPTION USING ERRCODE = 'DR001', MESSAGE = 'The desk is closed', HINT = 'CLOSED';
  END IF;
  IF input->>'title' = 'Undeclared' THEN
    RETURN ROW(false, 'Something else', '{"code": "WHO_KNOWS"}'::jsonb)::mutation_result;
  END IF;
  IF input->>'title' = 'Crash' THEN
    RAISE EXCEPTION 'secret of table tb_books';
  END IF;
  IF input->>'title' = 'Divide' THEN PERFORM 1 / 0; END IF;
  INSERT INTO tb_books (author_id, title, isbn, genre, price)
  VALUES ((input->>'author_id')::uuid, input->>'title', input->>'isbn', coalesce((input->>'genre')::genre, 'novel'), (input->>'price')::numeric)
  RETURNING * INTO b;
  RETURN ROW(true, 'Added', jsonb_build_object('id', b.id, 'shelf', 3, 'got', input))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_add_book(jsonb) IS E'Adds a book.\n@returns v_book\n@data {shelf: int!, got: jsonb}\n@error NOT_WANTED The title is on the list.\n@error CLOSED The desk is closed.';

-- What a command can answer that is no answer.
CREATE FUNCTION fn_answer_null(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tb_notes (text) VALUES ('null'); RETURN NULL; END $$;
CREATE FUNCTION fn_answer_unknown(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tb_notes (text) VALUES ('unknown'); RETURN ROW(NULL, 'neither', '{}')::mutation_result; END $$;
CREATE FUNCTION fn_answer_nothing(input jsonb) RETURNS SETOF mutation_result LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tb_notes (text) VALUES ('nothing'); RETURN; END $$;
CREATE FUNCTION fn_answer_twice(input jsonb) RETURNS TABLE (success boolean, message text, data jsonb) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tb_notes (text) VALUES ('twice');
  RETURN QUERY SELECT true, 'one', '{}'::jsonb UNION ALL SELECT true, 'two', '{}'::jsonb;
END $$;
CREATE FUNCTION fn_answer_without_id(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tb_notes (text) VALUES ('without id'); RETURN ROW(true, 'fine', '{"x": 1}'::jsonb)::mutation_result; END $$;
COMMENT ON FUNCTION fn_answer_without_id(jsonb) IS '@returns v_book';
CREATE FUNCTION fn_answer_table(input jsonb) RETURNS TABLE (success boolean, message text, data jsonb) LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tb_notes (text) VALUES ('table'); RETURN QUERY SELECT true, 'from a table', NULL::jsonb; END $$;

CREATE FUNCTION fn_take_page(page page_input) RETURNS mutation_result LANGUAGE sql AS $$
  SELECT ROW(true, 'Page ' || page.number, to_jsonb(page))::mutation_result $$;
COMMENT ON FUNCTION fn_take_page(page_input) IS '@data {number: int, tags: jsonb}';

-- For two sessions.
CREATE FUNCTION fn_take_copy(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tb_books SET stock = stock - 1, version = version + 1 WHERE id = (input->>'id')::uuid;
  RETURN ROW(true, 'Taken', jsonb_build_object('id', input->>'id'))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_take_copy(jsonb) IS E'@returns v_book\n@aggregate Book id';
CREATE FUNCTION fn_lock_aggregate(aggregate_type text, aggregate_id uuid) RETURNS bigint LANGUAGE sql AS $$
  SELECT version::bigint FROM tb_books WHERE id = aggregate_id FOR UPDATE $$;
CREATE FUNCTION fn_count_notes(input jsonb) RETURNS mutation_result LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  SELECT count(*) INTO n FROM tb_notes;
  PERFORM pg_sleep(coalesce((input->>'sleep')::float, 0));
  INSERT INTO tb_notes (text) VALUES (n::text);
  RETURN ROW(true, 'Counted', jsonb_build_object('n', n))::mutation_result;
END $$;
COMMENT ON FUNCTION fn_count_notes(jsonb) IS E'@data {n: int!}\n@isolation serializable';
