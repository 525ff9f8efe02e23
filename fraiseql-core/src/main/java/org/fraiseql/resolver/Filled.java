package org.fraiseql.resolver;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What became of a query, or of one field of a mutation.
 *
 * @param json the value of {@code data}, or the field's; null if {@code data} as a whole is null,
 *     because a field that is never null has no value
 */
public record Filled(@Nullable Buffer json, List<Failure> failures) {

  /**
   * Why a field has no value.
   *
   * @param path response keys, and indexes within lists
   */
  public record Failure(List<Object> path, Problem problem) {}
}
