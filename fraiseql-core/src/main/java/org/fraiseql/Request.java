package org.fraiseql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL request.
 *
 * @param query the document's text
 * @param operationName which of its operations, when it has several
 * @param variables as parsed from JSON: String, Number, Boolean, List, Map, null
 */
public record Request(
    String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {}
