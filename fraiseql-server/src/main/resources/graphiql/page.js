'use strict';

// Shown when the served schema has the root fields that they ask for. The identifiers are those of the demo's data.
const EXAMPLES = [
  {
    fields: ['orderAggregates'],
    query: `# The newest orders as whole aggregates. Only what
# is asked for is computed: without items,
# PostgreSQL touches no order lines.
query NewestOrders {
  orderAggregates(orderBy: [{ createdAt: DESC }], limit: 5) {
    orderNumber
    status
    total
    customer { name email }
    items(orderBy: [{ subtotal: DESC }], limit: 3) {
      quantity
      subtotal
      product { name category { name } }
    }
    shippingAddress { city country }
  }
}
`,
  },
  {
    fields: ['products'],
    query: `# Filter and sort by any path of the document: each
# stands for a column, whose index is used.
query ProductsOfACategory($category: String!, $most: Decimal!) {
  products(
    where: { category: { name: { eq: $category } }, price: { lte: $most } }
    orderBy: [{ price: ASC }, { name: ASC }]
    limit: 10
  ) {
    sku
    name
    price
    category { name }
    inventory { inStock }
  }
}
`,
    variables: '{ "category": "Category 4", "most": 200 }',
  },
  {
    fields: ['productsConnection'],
    query: `# Page by page, with a cursor over the sort keys.
# Give endCursor as $after to get the next page.
query ProductPages($after: String) {
  productsConnection(orderBy: [{ price: DESC }], first: 5, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { name price } }
  }
}
`,
  },
  {
    fields: ['customer360s', 'projects'],
    query: `# Several root fields are one SQL statement.
# Projects are those of one tenant: row-level
# security hides the others.
query Overview {
  best: customer360s(orderBy: [{ metrics: { lifetimeValue: DESC } }], limit: 3) {
    profile { name }
    metrics { lifetimeValue orderCount }
    segments
  }
  projects(limit: 3) { name }
}
`,
  },
  {
    fields: ['createOrder', 'orderAggregates'],
    query: `# A command is a PostgreSQL function in a transaction
# of its own; the order is read in it, as asked for.
# Run it twice: the same key gives the same answer.
# With another key under Variables, it is a new order.
mutation PlaceOrder($input: CreateOrderInput!, $key: String) {
  createOrder(input: $input, idempotencyKey: $key) {
    ... on CreateOrderSuccess {
      message
      orderNumber
      total
      order {
        status
        customer { name }
        items { quantity subtotal product { name } }
        shippingAddress { city country }
      }
    }
    ... on CreateOrderError { code message field details }
  }
}
`,
    variables: `{
  "key": "first-order",
  "input": {
    "customerId": "0186d86f-d865-e372-056b-57eab3d5ae64",
    "shippingAddressId": "090fb87b-b9af-9376-2389-f11084a3e8ac",
    "items": [
      { "productId": "a841a517-0614-ebc5-6e22-6f8f2ed1fdfb", "quantity": 2 },
      { "productId": "bf0d5ffc-d152-6461-1dc7-3a4512114b5e", "quantity": 1 }
    ]
  }
}`,
  },
  {
    fields: ['markOrderFulfilling', 'shipOrder', 'orderAggregates'],
    query: `# Several commands run one after the other. Run it
# again: both are refused then, and say why.
mutation SendOrder($order: UUID!, $warehouse: UUID!) {
  markOrderFulfilling(
    input: { orderId: $order, warehouseId: $warehouse }
  ) {
    ... on MarkOrderFulfillingSuccess { message status version }
    ... on MarkOrderFulfillingError { code message details }
  }
  shipOrder(
    input: { orderId: $order, trackingNumber: "1Z-42" }
  ) {
    ... on ShipOrderSuccess {
      message
      version
      order { orderNumber status customer { name } }
    }
    ... on ShipOrderError { code message details }
  }
}
`,
    variables: `{
  "order": "56235004-bcd6-f7cc-41eb-eff0c45e8c90",
  "warehouse": "45f5a797-9db9-2d5f-dfbc-c94a67b2b67e"
}`,
  },
  {
    fields: ['createOrder', 'orderAggregates'],
    query: `# What the domain refuses is an answer, not an error:
# its code is an enum, and nothing has been changed.
mutation RefusedOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    __typename
    ... on CreateOrderSuccess { orderNumber }
    ... on CreateOrderError { code message field details }
  }
}
`,
    variables: `{
  "input": {
    "customerId": "0186d86f-d865-e372-056b-57eab3d5ae64",
    "items": [
      { "productId": "a841a517-0614-ebc5-6e22-6f8f2ed1fdfb", "quantity": 1, "price": 0.01 },
      { "productId": "00000000-0000-0000-0000-000000000000", "quantity": 1 }
    ]
  }
}`,
  },
  {
    fields: ['createProject', 'projects'],
    query: `# The project belongs to the tenant of the request,
# which is not in the input: the demo sets one, and a
# server takes it from a header that it trusts.
mutation NewProject {
  createProject(input: { name: "Autumn catalogue" }) {
    ... on CreateProjectSuccess {
      message
      project { name status tenant { name } }
    }
    ... on CreateProjectError { code message }
  }
}
`,
  },
];

const KIND = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';

const ROOT_FIELDS = `{
  __schema { queryType { fields { name args { name type { kind } } type { ${KIND} } } } }
}`;

// Not in one request with the above: a server takes fields that are asked for twice for an attack.
const COMMANDS = '{ __schema { mutationType { fields { name } } } }';

const FIELDS = `query ($type: String!) {
  __type(name: $type) { fields { name args { name type { kind } } type { ${KIND} } } }
}`;

// Another one makes GraphiQL ask for the schema again.
function newFetcher() {
  return GraphiQL.createFetcher({
    url: '/graphql',
    headers: { Accept: 'application/graphql-response+json' },
  });
}

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.json();
  if (!body.data) {
    throw new Error(body.errors[0].message);
  }
  return body.data;
}

function innermost(type) {
  return type.ofType ? innermost(type.ofType) : type;
}

function isLeaf(type) {
  const kind = innermost(type).kind;
  return kind === 'SCALAR' || kind === 'ENUM';
}

function needsNoArguments(field) {
  return field.args.every((arg) => arg.type.kind !== 'NON_NULL');
}

// The first list that needs no arguments, with scalars of its type.
async function generic(fields) {
  const list = fields.find(
    (field) => needsNoArguments(field) && field.args.some((arg) => arg.name === 'limit'),
  );
  if (!list) {
    return 'query {\n  __typename\n}\n';
  }
  const type = (await ask(FIELDS, { type: innermost(list.type).name })).__type;
  const leaves = type.fields.filter((field) => isLeaf(field.type) && needsNoArguments(field));
  const names = leaves.length > 0 ? leaves.slice(0, 6).map((leaf) => leaf.name) : ['__typename'];
  const lines = names.map((name) => `    ${name}\n`).join('');
  return `query {\n  ${list.name}(limit: 5) {\n${lines}  }\n}\n`;
}

async function examples() {
  const fields = (await ask(ROOT_FIELDS)).__schema.queryType.fields;
  const mutationType = (await ask(COMMANDS)).__schema.mutationType;
  const commands = mutationType ? mutationType.fields : [];
  const names = new Set([...fields, ...commands].map((field) => field.name));
  const fitting = EXAMPLES.filter((example) => example.fields.every((name) => names.has(name)));
  return fitting.length > 0
    ? fitting.map(({ query, variables }) => ({ query, variables }))
    : [{ query: await generic(fields) }];
}

let root = null;

function render(tabs) {
  root = root || ReactDOM.createRoot(document.getElementById('graphiql'));
  const brand = React.createElement(
    'span',
    { className: 'brand' },
    'FraiseQL',
    React.createElement('a', { href: '/schema.graphql' }, 'schema'),
  );
  root.render(
    React.createElement(
      GraphiQL,
      { fetcher: newFetcher(), defaultTabs: tabs, defaultEditorToolsVisibility: false },
      React.createElement(GraphiQL.Logo, null, brand),
    ),
  );
}

examples()
  .then(render)
  .catch((error) => render([{ query: `# ${error.message}\n` }]));
