/** The commands of the command line. */
@NullMarked
package org.fraiseql.server.cli;

import org.jspecify.annotations.NullMarked;
