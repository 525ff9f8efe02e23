/** The leaves of SQL text: quoting, and a statement with its late-bound parameters. */
@NullMarked
package org.fraiseql.sql;

import org.jspecify.annotations.NullMarked;
