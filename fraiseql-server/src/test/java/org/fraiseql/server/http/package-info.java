@NullMarked
package org.fraiseql.server.http;

import org.jspecify.annotations.NullMarked;
