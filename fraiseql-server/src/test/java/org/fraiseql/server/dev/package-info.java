@NullMarked
package org.fraiseql.server.dev;

import org.jspecify.annotations.NullMarked;
