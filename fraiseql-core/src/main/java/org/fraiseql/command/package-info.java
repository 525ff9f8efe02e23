/** Commands: a mutation's field to a routine's call, and its outcome to an answer. */
@NullMarked
package org.fraiseql.command;

import org.jspecify.annotations.NullMarked;
