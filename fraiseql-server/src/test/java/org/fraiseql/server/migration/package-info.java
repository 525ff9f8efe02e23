@NullMarked
package org.fraiseql.server.migration;

import org.jspecify.annotations.NullMarked;
