/** What an API that is written in Java is declared with: annotations for types and methods. */
@NullMarked
package org.fraiseql.api;

import org.jspecify.annotations.NullMarked;
