/** The GraphQL schema from shapes, and the report of what does not fit. */
@NullMarked
package org.fraiseql.schema;

import org.jspecify.annotations.NullMarked;
