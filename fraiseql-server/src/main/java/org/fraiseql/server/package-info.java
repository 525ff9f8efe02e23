/** The server and its command line. */
@NullMarked
package org.fraiseql.server;

import org.jspecify.annotations.NullMarked;
