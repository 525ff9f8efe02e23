/** A client's document: parsed, validated, resolved against the schema. */
@NullMarked
package org.fraiseql.operation;

import org.jspecify.annotations.NullMarked;
