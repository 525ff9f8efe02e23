/** A project that is being developed: served from its migrations, as they are on the disk. */
@NullMarked
package org.fraiseql.server.dev;

import org.jspecify.annotations.NullMarked;
