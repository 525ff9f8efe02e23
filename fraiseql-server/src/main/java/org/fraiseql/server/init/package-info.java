/** A new project, to begin with. */
@NullMarked
package org.fraiseql.server.init;

import org.jspecify.annotations.NullMarked;
