/** The shop, loaded over JDBC: its model, its data and the runner for its SQL files. */
@NullMarked
package org.fraiseql.example.shop;

import org.jspecify.annotations.NullMarked;
