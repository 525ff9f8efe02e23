package org.fraiseql.operation;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import java.util.function.Predicate;

/**
 * What every document is measured by. Immutable.
 *
 * @param written whether a field is answered by Java, which takes each argument as a whole
 */
record Terms(
    GraphQLSchema schema,
    DocumentLimits limits,
    Suggestions suggestions,
    Predicate<GraphQLFieldDefinition> written) {}
