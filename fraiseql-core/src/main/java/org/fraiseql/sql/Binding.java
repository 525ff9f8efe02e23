package org.fraiseql.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a statement's parameter comes from. Every parameter is bound as text (or
 * {@code text[]}) and cast to its type by the statement itself, so PostgreSQL's own input functions
 * read all values.
 */
public sealed interface Binding {

  /** A value that is part of the operation's text: a String, or a List of strings and nulls. */
  record Constant(@Nullable Object value) implements Binding {}

  /**
   * A value inside a variable: the variable's name, then the field names (and, in lists of input
   * objects, the indexes from 0) that lead to it.
   */
  record Variable(String name, List<String> path) implements Binding {}

  /** A list of which some elements come from variables: {@code in: [$a, "b"]}. */
  record Composed(List<Binding> elements) implements Binding {}

  /**
   * Enum values by their GraphQL names, one or a list, to be bound as PostgreSQL's labels.
   *
   * @param names by label
   */
  record Labels(Binding source, Map<String, String> names) implements Binding {

    /** The label of that GraphQL name; a name that is not among them is its own label. */
    public static String label(String named, Map<String, String> names) {
      for (Map.Entry<String, String> entry : names.entrySet()) {
        if (entry.getValue().equals(named)) {
          return entry.getKey();
        }
      }
      return named;
    }
  }

  /**
   * The value of a sort key inside a cursor.
   *
   * @param cursor where the cursor comes from
   * @param order identifies the list and its order; a cursor of another one is refused
   * @param index which of the sort keys
   */
  record CursorKey(Binding cursor, String order, int index) implements Binding {}

  /** A value that comes up while the operation runs, such as the id that a command answered. */
  record Given(String name) implements Binding {}
}
