/** GraphQL selections compiled to one SQL statement. */
@NullMarked
package org.fraiseql.query;

import org.jspecify.annotations.NullMarked;
