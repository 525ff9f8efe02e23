-- Rules of the customer aggregate that no single row can keep.

CREATE FUNCTION fn_validate_customer_aggregate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Rule: one default address per type; a new default takes the place of the old one
  PERFORM 1 FROM tb_customers WHERE id = NEW.customer_id FOR NO KEY UPDATE;
  UPDATE tb_customer_addresses SET is_default = false
  WHERE customer_id = NEW.customer_id AND address_type = NEW.address_type AND is_default AND id <> NEW.id;  -- only rows that change
  RETURN NEW;
END $$;
CREATE TRIGGER validate_customer_aggregate BEFORE INSERT OR UPDATE OF is_default, address_type, customer_id
  ON tb_customer_addresses FOR EACH ROW WHEN (NEW.is_default) EXECUTE FUNCTION fn_validate_customer_aggregate();

CREATE FUNCTION fn_keep_one_address() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Rule: a customer keeps at least one address. The lock makes two deletes wait for each other.
  PERFORM 1 FROM tb_customers WHERE id = OLD.customer_id FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT 1 FROM tb_customer_addresses WHERE customer_id = OLD.customer_id) THEN
    PERFORM fn_break_rule('LAST_ADDRESS', 'Customer must have at least one address');
  END IF;
  RETURN NULL;                                                -- AFTER: deletes are not cancelled
END $$;
CREATE TRIGGER keep_one_address AFTER DELETE OR UPDATE OF customer_id ON tb_customer_addresses
  FOR EACH ROW EXECUTE FUNCTION fn_keep_one_address();
