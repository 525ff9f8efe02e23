@NullMarked
package org.fraiseql.server.init;

import org.jspecify.annotations.NullMarked;
