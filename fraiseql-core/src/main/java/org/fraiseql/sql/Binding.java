package org.fraiseql.sql;

import java.util.List;

/**
 * Where the value of a statement's parameter comes from. Every parameter is bound as text (or
 * {@code text[]}) and cast to its type by the statement itself, so PostgreSQL's own input functions
 * read all values.
 */
public sealed interface Binding {

  /** A value that is part of the operation's text; null binds SQL NULL. */
  record Constant(Object value) implements Binding {}

  /** A value inside a variable: the variable's name, then the field names that lead to it. */
  record Variable(String name, List<String> path) implements Binding {}
}
