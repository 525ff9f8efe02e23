/** View definitions understood: syntax tree, shape of the document, pruning. */
@NullMarked
package org.fraiseql.definition;

import org.jspecify.annotations.NullMarked;
