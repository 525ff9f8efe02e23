/** What routines do that they should not, with SQL that puts it right. */
@NullMarked
package org.fraiseql.check;

import org.jspecify.annotations.NullMarked;
