/** The only door to PostgreSQL. */
@NullMarked
package org.fraiseql.database;

import org.jspecify.annotations.NullMarked;
