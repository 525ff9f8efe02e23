package org.fraiseql.operation;

import graphql.schema.GraphQLSchema;

/** What every document is measured by. Immutable. */
record Terms(GraphQLSchema schema, DocumentLimits limits, Suggestions suggestions) {}
