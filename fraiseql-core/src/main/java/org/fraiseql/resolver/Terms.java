package org.fraiseql.resolver;

import java.time.Duration;
import org.fraiseql.declaration.Declarations;

/**
 * What all methods of an API are called by. Immutable.
 *
 * @param limit how long a method may take
 */
record Terms(Declarations declarations, Validation validation, Duration limit) {}
