/**
 * What Java declares of a GraphQL API, read from its types; nothing of a database is known here.
 */
@NullMarked
package org.fraiseql.declaration;

import org.jspecify.annotations.NullMarked;
