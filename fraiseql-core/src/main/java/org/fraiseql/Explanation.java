package org.fraiseql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one SQL statement of a request.
 *
 * @param sql empty when the request needs no statement, as for introspection
 * @param parameters what is bound to {@code $1 … $n}: text, a list of text, or null
 */
public record Explanation(String sql, List<@Nullable Object> parameters) {}
