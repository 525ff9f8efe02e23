/** What changes the schema of a database: FraiseQL's own scripts, and those of a project. */
@NullMarked
package org.fraiseql.server.migration;

import org.jspecify.annotations.NullMarked;
