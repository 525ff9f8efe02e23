/** FraiseQL: a PostgreSQL database of views, served as a typed GraphQL API. */
@NullMarked
package org.fraiseql;

import org.jspecify.annotations.NullMarked;
