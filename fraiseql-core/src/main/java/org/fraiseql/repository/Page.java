package org.fraiseql.repository;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list, and how to come to the next ones. Its cursors are those of GraphQL's
 * connections. Immutable.
 *
 * @param endCursor the place of the last row, to ask for what follows it; null if there is no row
 */
public record Page<T>(List<T> items, boolean hasNextPage, @Nullable String endCursor) {
  public Page {
    items = List.copyOf(items);
  }
}
