-- Comments on constraints.
CREATE DOMAIN quantity AS int CONSTRAINT positive CHECK (VALUE > 0);
COMMENT ON CONSTRAINT positive ON DOMAIN quantity IS '@message At least one.';
CREATE TABLE tb_things (id int CONSTRAINT the_key PRIMARY KEY, other int CONSTRAINT "To Others" REFERENCES tb_things, n int CONSTRAINT n_small CHECK (n < 10), e text);
CREATE UNIQUE INDEX one_e ON tb_things (lower(e));
COMMENT ON CONSTRAINT the_key ON tb_things IS E'For the staff.\n@message There is one
  already.\n@omit';
COMMENT ON CONSTRAINT "To Others" ON tb_things IS '@mesage There is none.';
COMMENT ON CONSTRAINT n_small ON tb_things IS '@message';
COMMENT ON INDEX one_e IS '@message It is taken.';
