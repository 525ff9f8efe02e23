/** A real PostgreSQL for tests: one server per JVM, a database of its own for every test. */
@NullMarked
package org.fraiseql.testing;

import org.jspecify.annotations.NullMarked;
