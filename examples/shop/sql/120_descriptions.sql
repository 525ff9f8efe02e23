-- Descriptions for readers of the API. A relation's comment describes its GraphQL type; a table column's comment describes
-- every document field that is taken straight from that column. A line that begins with @ is an annotation:
--   @deprecated reason     (or a whole comment "DEPRECATED: reason")
--   @shape {key: type, …}  on the data column of a stored document, whose structure has no definition to read it from:
--                          {…} object, […] list, any PostgreSQL type name, ! after a type that is never null;
--                          __typename: Name says the name of the GraphQL type
-- Functions, their input types and constraints have annotations too: docs/reference/commands.md.

-- Catalogue
COMMENT ON VIEW v_categories IS 'A category of products. Categories have two levels.';
COMMENT ON VIEW v_manufacturers IS 'Who makes a product.';
COMMENT ON VIEW v_inventory IS 'The stock of one product, all warehouses together.';
COMMENT ON VIEW v_products IS 'A product as it is sold today, with its category, its manufacturer and its stock.';
COMMENT ON VIEW v_products_v2 IS 'The second version of a product. v_products is this version at present.';
COMMENT ON VIEW v_reviews IS 'What a customer thinks of a product. One review for each customer and product.';
COMMENT ON TABLE tb_categories IS 'Categories of products, as a tree.';
COMMENT ON COLUMN tb_categories.slug IS 'Short unique name for addresses of web pages.';
COMMENT ON COLUMN tb_categories.parent_id IS 'The category above; null at the top.';
COMMENT ON COLUMN tb_manufacturers.country IS 'Country code of two letters, ISO 3166-1.';
COMMENT ON TABLE tb_products IS 'Products, sold or not.';
COMMENT ON COLUMN tb_products.sku IS 'Stock keeping unit: the unique article number.';
COMMENT ON COLUMN tb_products.name IS 'What the product is called in the shop.';
COMMENT ON COLUMN tb_products.description IS 'Free text about the product; null when nobody has written any.';
COMMENT ON COLUMN tb_products.base_price IS 'Price of one piece, before the surcharge of a variant and before discounts.';
COMMENT ON COLUMN tb_products.status IS 'draft, active or retired. Only active products can be ordered.';
COMMENT ON COLUMN tb_products.created_at IS 'When the product was entered.';
COMMENT ON COLUMN tb_inventory.quantity IS 'Pieces in the warehouse, reserved ones included.';
COMMENT ON COLUMN tb_inventory.reserved IS 'Pieces promised to orders that have not left yet.';
COMMENT ON COLUMN tb_reviews.rating IS 'From 1, bad, to 5, excellent.';

-- Customers
COMMENT ON VIEW v_customers IS 'A customer, in brief: what an order shows of its buyer.';
COMMENT ON VIEW v_addresses IS 'A postal address of a customer.';
COMMENT ON VIEW v_customer_aggregate IS
  'A customer with addresses, payment methods that have not expired, and statistics of orders that were not cancelled.';
COMMENT ON TABLE tb_customers IS 'Customers: root of the customer aggregate.';
COMMENT ON COLUMN tb_customers.email IS 'E-mail address, unique whatever its case.';
COMMENT ON COLUMN tb_customers.name IS 'Full name.';
COMMENT ON COLUMN tb_customers.phone IS 'Telephone number; null when there is none.';
COMMENT ON COLUMN tb_customers.status IS 'active, inactive or blocked. Only active customers can order.';
COMMENT ON COLUMN tb_customers.credit_limit IS 'How much the customer may owe.';
COMMENT ON COLUMN tb_customers.created_at IS 'When the customer signed up.';
COMMENT ON COLUMN tb_customer_addresses.address_type IS 'shipping or billing.';
COMMENT ON COLUMN tb_customer_addresses.country IS 'Country code of two letters, ISO 3166-1.';
COMMENT ON COLUMN tb_customer_addresses.is_default IS 'Whether this is the one address that is used when an order names none of its type.';
COMMENT ON COLUMN tb_customer_payment_methods.token IS 'Opaque reference at the payment provider. In no read model.';
COMMENT ON COLUMN tb_customer_payment_methods.last_four IS 'The last four digits of the card.';
COMMENT ON COLUMN tb_customer_payment_methods.expires_at IS 'The last day on which it can be used; null for no such day.';

-- Orders
COMMENT ON VIEW v_order_items IS 'One line of an order.';
COMMENT ON VIEW v_order_aggregate IS
  'A whole order: buyer, lines with their products, amounts and addresses. The total is the subtotal less the discount.';
COMMENT ON VIEW v_orders IS 'An order, in brief, with the state of its fulfilment.';
COMMENT ON VIEW v_order_with_fulfillment IS E'An order, in brief, with the state of its fulfilment.\n@deprecated Use v_orders, which has the same document.';
COMMENT ON VIEW v_order_fulfillment_state IS 'How far a warehouse has got with an order.';
COMMENT ON TABLE tb_orders IS 'Orders: root of the order aggregate.';
COMMENT ON COLUMN tb_orders.order_number IS 'The number that customers know the order by, such as ORD-00000042.';
COMMENT ON COLUMN tb_orders.status IS 'pending, paid, fulfilling, shipped, delivered or cancelled.';
COMMENT ON COLUMN tb_orders.subtotal IS 'The sum of all lines.';
COMMENT ON COLUMN tb_orders.discount IS 'What a coupon takes off; 0 without one.';
COMMENT ON COLUMN tb_orders.total_amount IS 'What the customer pays: the subtotal less the discount.';
COMMENT ON COLUMN tb_orders.notes IS 'What the customer wrote to the order; null for nothing.';
COMMENT ON COLUMN tb_orders.created_at IS 'When the order was placed.';
COMMENT ON COLUMN tb_orders.updated_at IS 'When the order was last changed.';
COMMENT ON COLUMN tb_order_items.quantity IS 'How many pieces.';
COMMENT ON COLUMN tb_order_items.unit_price IS 'Price of one piece on the day of the order.';
COMMENT ON COLUMN tb_order_fulfillment.shipped_at IS 'When the parcel left; null while it has not.';

-- Stored read models
COMMENT ON TABLE tv_product_analytics IS 'How a product sells and is liked. Cancelled orders do not count. Stored; brought up to date from time to time.';
COMMENT ON COLUMN tv_product_analytics.total_revenue IS 'The sum of all lines of the product, before discounts.';
COMMENT ON COLUMN tv_product_analytics.avg_rating IS 'Mean of all ratings, two digits; null without reviews.';
COMMENT ON COLUMN tv_product_analytics.data IS '@shape {__typename: ProductAnalytics, product_id: uuid!, sku: text!, '
  'metrics: {unique_buyers: bigint!, total_sold: bigint!, avg_rating: numeric, review_count: bigint!, total_revenue: numeric!}!, '
  'trend: {daily_sales: [{date: date!, quantity: bigint!, revenue: numeric!}!]!}!}';
COMMENT ON TABLE tv_order_search_projection IS 'An order as a search finds it: flat, with the names of its products. Stored; in step with the tables.';
COMMENT ON COLUMN tv_order_search_projection.search_vector IS
  'Words of customer, e-mail address, order number, status, product names and article numbers.';
COMMENT ON COLUMN tv_order_search_projection.data IS '@shape {__typename: OrderSearchResult, id: uuid!, order_number: text!, status: text!, total: numeric!, item_count: int!, '
  'customer_id: uuid!, customer_name: text!, customer_email: text!, '
  'product_names: [text!]!, product_skus: [text!]!, created_at: timestamptz!}';
COMMENT ON TABLE tv_order_timeline IS 'What happened to an order, one entry for each of its events. Stored; a projection of the domain events.';
COMMENT ON COLUMN tv_order_timeline.data IS
  '@shape {__typename: OrderTimelineEntry, id: uuid!, order_id: uuid!, event_type: text!, version: int!, status: text, created_at: timestamptz!}';
COMMENT ON MATERIALIZED VIEW mv_customer_360 IS
  'A customer seen from all sides: profile, figures and segments (vip, loyal, active, dormant). Refreshed from time to time.';

-- Events and types
COMMENT ON VIEW v_domain_events IS 'A fact of the domain, written in the transaction that made it true.';
COMMENT ON COLUMN tb_domain_events.position IS 'Place in the order in which readers see the events; null until it is given.';
COMMENT ON COLUMN tb_domain_events.event_version IS 'Counts the events of one aggregate from 1, without gaps.';
COMMENT ON COLUMN tb_domain_events.event_type IS 'What happened, in the past tense, such as OrderCreated.';
COMMENT ON COLUMN tb_aggregate_versions.version IS 'Counts the changes of the aggregate. A command can be told which one it expects.';
COMMENT ON TYPE mutation_result IS 'What a command answers. On failure data is {"code": CODE, "details": {...}}.';
COMMENT ON FUNCTION fn_failure(text, text, jsonb) IS E'The answer of a command that refuses.\n@omit';

-- Commands: what they answer, why they refuse, which aggregate they change
COMMENT ON FUNCTION fn_create_order(jsonb) IS 'Places an order for a customer. Prices come from the catalogue.
@returns v_order_aggregate as order
@data {order_number: text!, total: numeric!, status: text!}
@error INVALID_INPUT The items are no list of 1 to 200 entries, or the notes are too long.
@error CUSTOMER_NOT_FOUND There is no such customer, or none that is active.
@error ADDRESS_NOT_FOUND The customer has no such address.
@error ITEMS_INVALID A line cannot be ordered; the details say which, and why: INVALID_QUANTITY, PRODUCT_UNAVAILABLE,
  VARIANT_UNAVAILABLE or PRICE_CHANGED.
@error COUPON_INVALID The coupon does not exist, has expired or is used up.';
COMMENT ON TYPE create_order_input IS 'An order to be placed.';
COMMENT ON COLUMN create_order_input.customer_id IS E'Who orders.\n@required';
COMMENT ON COLUMN create_order_input.items IS E'The lines, 1 to 200.\n@required';
COMMENT ON COLUMN create_order_input.shipping_address_id IS 'One of the customer''s addresses.';
COMMENT ON COLUMN create_order_input.billing_address_id IS 'One of the customer''s addresses.';
COMMENT ON COLUMN create_order_input.coupon_code IS 'A coupon, which takes something off.';
COMMENT ON COLUMN create_order_input.notes IS 'What the customer wants to say, up to 4000 characters.';
COMMENT ON TYPE order_item_input IS 'A line of an order to be placed.';
COMMENT ON COLUMN order_item_input.product_id IS E'What is ordered.\n@required';
COMMENT ON COLUMN order_item_input.variant_id IS 'A variant of the product.';
COMMENT ON COLUMN order_item_input.quantity IS E'How many pieces, 1 to 10000.\n@required';
COMMENT ON COLUMN order_item_input.price IS 'The price of one piece that the customer has seen: with another one, the order is refused.';

COMMENT ON FUNCTION fn_ship_order(jsonb) IS 'Marks an order as shipped.
@returns v_order_aggregate as order
@data {status: text!}
@aggregate Order order_id
@error ORDER_NOT_FOUND There is no such order.
@error WRONG_STATUS It is shipped already, or cancelled; the details have its status.';
COMMENT ON TYPE ship_order_input IS 'An order that leaves.';
COMMENT ON COLUMN ship_order_input.order_id IS '@required';
COMMENT ON COLUMN ship_order_input.tracking_number IS 'The number under which the carrier knows the parcel.';

COMMENT ON FUNCTION fn_mark_order_fulfilling(jsonb) IS 'Reserves the stock of an order in one warehouse.
@returns v_order_aggregate as order
@data {status: text!}
@aggregate Order order_id
@error ORDER_NOT_FOUND There is no such order.
@error WRONG_STATUS It is being fulfilled already, or more than that; the details have its status.
@error OUT_OF_STOCK The warehouse has too little of a product.';
COMMENT ON TYPE mark_order_fulfilling_input IS 'An order, and the warehouse that is to fulfil it.';
COMMENT ON COLUMN mark_order_fulfilling_input.order_id IS '@required';
COMMENT ON COLUMN mark_order_fulfilling_input.warehouse_id IS '@required';

COMMENT ON FUNCTION fn_cancel_order(jsonb) IS 'Cancels an order that no warehouse has begun with.
@input cancellation
@returns v_order_aggregate as order
@data {status: text!}
@aggregate Order order_id
@error ORDER_NOT_FOUND There is no such order.
@error WRONG_STATUS A warehouse has begun with it, or it is cancelled already; the details have its status.';
COMMENT ON TYPE cancellation IS 'An order that is not wanted any more.';
COMMENT ON COLUMN cancellation.order_id IS '@required';
COMMENT ON COLUMN cancellation.reason IS 'Why, in the customer''s words.';

COMMENT ON FUNCTION fn_add_review(jsonb) IS 'Adds a customer''s review of a product.
@returns v_reviews
@error ALREADY_EXISTS The customer has reviewed the product before.';
COMMENT ON TYPE add_review_input IS 'What a customer thinks of a product.';
COMMENT ON COLUMN add_review_input.product_id IS '@required';
COMMENT ON COLUMN add_review_input.customer_id IS '@required';
COMMENT ON COLUMN add_review_input.rating IS E'From 1, bad, to 5, excellent.\n@required';

COMMENT ON FUNCTION fn_update_customer(jsonb) IS 'Changes what is given of a customer, and leaves the rest.
@returns v_customer_aggregate as customer
@aggregate Customer customer_id
@error CUSTOMER_NOT_FOUND There is no such customer, or it is blocked.
@error INVALID_INPUT A text is too long.
@error ALREADY_EXISTS Another customer has this e-mail address.';
COMMENT ON TYPE update_customer_input IS 'What to change. A field that is not given stays as it is.';
COMMENT ON COLUMN update_customer_input.customer_id IS '@required';
COMMENT ON COLUMN update_customer_input.name IS 'Full name; not null.';
COMMENT ON COLUMN update_customer_input.email IS 'E-mail address; not null.';
COMMENT ON COLUMN update_customer_input.phone IS 'Telephone number; null takes it out.';

COMMENT ON FUNCTION fn_create_project(jsonb) IS 'Creates a project for the tenant of the request.
@returns v_projects
@error NO_TENANT The request has no tenant.
@error INVALID_INPUT The name has not 1 to 200 characters.';
COMMENT ON TYPE create_project_input IS 'A project to be created.';
COMMENT ON COLUMN create_project_input.name IS E'1 to 200 characters.\n@required';

-- What a client is told when a rule of the database is broken
COMMENT ON CONSTRAINT quantity_in_range ON DOMAIN quantity IS '@message From 1 to 10000 pieces can be ordered.';
COMMENT ON CONSTRAINT rating_in_range ON DOMAIN rating IS '@message A rating is a number from 1 to 5.';
COMMENT ON CONSTRAINT email_address_form ON DOMAIN email_address IS '@message An e-mail address has an @ in its middle.';
COMMENT ON CONSTRAINT tb_reviews_product_id_customer_id_key ON tb_reviews IS '@message You have reviewed this product already.';
COMMENT ON CONSTRAINT tb_reviews_product_id_fkey ON tb_reviews IS '@message There is no such product.';
COMMENT ON CONSTRAINT tb_reviews_customer_id_fkey ON tb_reviews IS '@message There is no such customer.';
COMMENT ON CONSTRAINT tb_reviews_rating_check ON tb_reviews IS '@message A rating is a number from 1 to 5.';
COMMENT ON INDEX tb_customers_email_key IS '@message Another customer has this e-mail address.';

-- The other contexts
COMMENT ON SCHEMA sales IS 'Sales: orders as the sales department sees them.';
COMMENT ON SCHEMA inventory IS 'Inventory: what lies in the warehouses.';
COMMENT ON SCHEMA catalog IS 'Catalogue: categories, products and their variants.';
COMMENT ON VIEW sales.v_orders IS 'An order in the sales context.';
COMMENT ON VIEW inventory.v_stock_availability IS 'What is left of a product, in all and by warehouse.';
COMMENT ON VIEW v_order_fulfillment IS 'Sales meets inventory: an order, and what the warehouses have of each of its products.';
COMMENT ON VIEW v_product_availability IS 'Catalogue meets inventory: a product and the stock of each of its variants.';
COMMENT ON COLUMN catalog.tb_product_variants.attributes IS 'What makes the variant different, such as {"size": "XL"}.';

-- Tenants
COMMENT ON VIEW v_projects IS 'A project of the tenant of the request, with its members.';
COMMENT ON COLUMN tb_tenants.plan IS 'free, pro or enterprise.';
COMMENT ON COLUMN tb_project_members.role IS 'owner, member or viewer.';
