-- Rights: shop_api reads what the views need and runs commands; it writes no shop table itself.

GRANT USAGE ON SCHEMA sales, inventory, catalog TO shop_api, shop_relay;
GRANT SELECT ON tb_categories, tb_manufacturers, tb_products, tb_product_variants, tb_inventory, tb_customers,
  tb_customer_addresses, tb_orders, tb_order_items, tb_reviews, tb_order_fulfillment, tb_domain_events, tb_aggregate_versions,
  tb_tenants TO shop_api;
GRANT SELECT (id, customer_id, payment_type, provider, last_four, is_default, expires_at, created_at)
  ON tb_customer_payment_methods TO shop_api;                                               -- not token
GRANT SELECT ON v_categories, v_manufacturers, v_inventory, v_customers, v_addresses, v_products_v1, v_products_v2, v_products,
  v_reviews, v_order_items, v_order_aggregate, v_customer_aggregate, v_order_fulfillment_state, v_order_with_fulfillment,
  v_orders, v_domain_events, v_order_fulfillment, v_product_availability, v_projects,
  tv_product_analytics, tv_order_search_projection, tv_order_timeline, mv_customer_360 TO shop_api;
GRANT SELECT ON ALL TABLES IN SCHEMA sales, inventory, catalog TO shop_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON tb_projects, tb_project_members TO shop_api;
GRANT EXECUTE ON FUNCTION fn_failure(text, text, jsonb), fn_break_rule(text, text), fn_try_uuid(text), fn_current_tenant(),
  fn_current_user_id(), fn_create_order(jsonb), fn_ship_order(jsonb), fn_mark_order_fulfilling(jsonb), fn_create_project(jsonb),
  fn_cancel_order(jsonb), fn_add_review(jsonb), fn_update_customer(jsonb), fn_lock_aggregate(text, uuid) TO shop_api;
GRANT SELECT ON tb_domain_events TO shop_relay;
GRANT SELECT, INSERT, UPDATE, DELETE ON tb_event_consumers, tb_event_inbox, tb_event_dead_letters TO shop_relay;
GRANT EXECUTE ON FUNCTION fn_sequence_domain_events(int), fn_poll_domain_events(bigint, int), fn_consume_domain_events(text, regproc, int, int),
  fn_retry_dead_letters(text, regproc, text, uuid),
  fn_current_tenant(), inventory.fn_process_order_placed(tb_domain_events) TO shop_relay;
