/**
 * The rules of the house: which package may use which, what code must not do, how large a file may
 * be. Every rule is shown to fail on an offender.
 */
@NullMarked
package org.fraiseql.architecture;

import org.jspecify.annotations.NullMarked;
