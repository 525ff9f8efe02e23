SELECT success FROM m1_calls c, fn_create_order(c.input) WHERE c.n = :n;
