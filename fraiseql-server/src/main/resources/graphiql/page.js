'use strict';

// Examples are shown when the served schema has the root fields that they name.
const EXAMPLES = [
  {
    fields: ['orders'],
    query: `# The newest orders, with their customer and lines.
# Only what is asked for is computed.
query NewestOrders {
  orders(orderBy: [{ createdAt: DESC }], limit: 5) {
    id
    orderNumber
    status
  }
}
`,
  },
];

const ROOT_FIELDS = `{
  __schema {
    queryType {
      fields {
        name
        args { name defaultValue type { kind } }
        type { ...Type }
      }
    }
  }
}
fragment Type on __Type {
  kind
  name
  fields { name args { name type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } }
  ofType { kind name
    fields { name args { name type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } }
    ofType { kind name
      fields { name args { name type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } }
      ofType { kind name
        fields { name args { name type { kind } } type { kind ofType { kind ofType { kind ofType { kind } } } } }
      }
    }
  }
}`;

const fetcher = GraphiQL.createFetcher({
  url: '/graphql',
  headers: { Accept: 'application/graphql-response+json' },
});

async function rootFields() {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: ROOT_FIELDS }),
  });
  const body = await response.json();
  if (!body.data) {
    throw new Error(body.errors[0].message);
  }
  return body.data.__schema.queryType.fields;
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

// The first list that needs no arguments, with the scalars of its type.
function generic(fields) {
  for (const field of fields) {
    const type = innermost(field.type);
    const takesLimit = field.args.some((arg) => arg.name === 'limit');
    const leaves = (type.fields || []).filter((f) => isLeaf(f.type) && needsNoArguments(f));
    if (needsNoArguments(field) && takesLimit && leaves.length > 0) {
      const names = leaves.slice(0, 6).map((leaf) => `    ${leaf.name}\n`);
      return `query {\n  ${field.name}(limit: 5) {\n${names.join('')}  }\n}\n`;
    }
  }
  return 'query {\n  __typename\n}\n';
}

function examples(fields) {
  const names = new Set(fields.map((field) => field.name));
  const fitting = EXAMPLES.filter((example) => example.fields.every((name) => names.has(name)));
  return fitting.length > 0 ? fitting.map(({ query }) => ({ query })) : [{ query: generic(fields) }];
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

rootFields()
  .then((fields) => render(examples(fields)))
  .catch((error) => render([{ query: `# ${error.message}\n` }]));
