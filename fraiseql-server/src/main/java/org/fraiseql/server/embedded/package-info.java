/** A PostgreSQL that runs as long as the process that started it. */
@NullMarked
package org.fraiseql.server.embedded;

import org.jspecify.annotations.NullMarked;
