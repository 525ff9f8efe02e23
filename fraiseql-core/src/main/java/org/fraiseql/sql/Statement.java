package org.fraiseql.sql;

import java.util.List;

/**
 * One SQL statement with parameters {@code $1 … $n} and where each takes its value from. Its single
 * row has a single {@code bytea} column: the finished JSON in UTF-8. Immutable; made once for a
 * planned operation and used for many requests.
 */
public record Statement(String text, List<Binding> bindings) {}
