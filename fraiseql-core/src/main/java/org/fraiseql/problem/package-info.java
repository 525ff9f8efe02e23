/** What a person outside can put right: code, message, place and help. */
@NullMarked
package org.fraiseql.problem;

import org.jspecify.annotations.NullMarked;
