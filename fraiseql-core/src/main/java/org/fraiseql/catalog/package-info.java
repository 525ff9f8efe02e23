/** What PostgreSQL has: relations, columns, keys, types, comments. */
@NullMarked
package org.fraiseql.catalog;

import org.jspecify.annotations.NullMarked;
