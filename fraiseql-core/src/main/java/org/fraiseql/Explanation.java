package org.fraiseql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SQL statement of a request; a query has just one.
 *
 * @param parameters what is bound to {@code $1 … $n}: text, a list of text, or null
 * @param writes whether it belongs to a command, so that executing it changes the database
 */
public record Explanation(String sql, List<@Nullable Object> parameters, boolean writes) {}
