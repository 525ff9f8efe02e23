'use strict';

// Shown when the served schema has the root fields that they ask for.
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
];

const KIND = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';

const ROOT_FIELDS = `{
  __schema { queryType { fields { name args { name type { kind } } type { ${KIND} } } } }
}`;

const FIELDS = `query ($type: String!) {
  __type(name: $type) { fields { name args { name type { kind } } type { ${KIND} } } }
}`;

const fetcher = GraphiQL.createFetcher({
  url: '/graphql',
  headers: { Accept: 'application/graphql-response+json' },
});

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
  const names = new Set(fields.map((field) => field.name));
  const fitting = EXAMPLES.filter((example) => example.fields.every((name) => names.has(name)));
  return fitting.length > 0
    ? fitting.map(({ query, variables }) => ({ query, variables }))
    : [{ query: await generic(fields) }];
}

function render(tabs) {
  const brand = React.createElement(
    'span',
    { className: 'brand' },
    'FraiseQL',
    React.createElement('a', { href: '/schema.graphql' }, 'schema'),
  );
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(
      GraphiQL,
      { fetcher, defaultTabs: tabs, defaultEditorToolsVisibility: false },
      React.createElement(GraphiQL.Logo, null, brand),
    ),
  );
}

examples()
  .then(render)
  .catch((error) => render([{ query: `# ${error.message}\n` }]));
