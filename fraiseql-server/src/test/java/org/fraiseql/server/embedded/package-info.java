@NullMarked
package org.fraiseql.server.embedded;

import org.jspecify.annotations.NullMarked;
