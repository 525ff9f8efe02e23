package org.fraiseql;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.problem.Problem;

/** What a request is answered with. */
public sealed interface Response {

  /** The whole response body, as PostgreSQL made it: <code>{"data":{…}}</code> in UTF-8. */
  record Data(Buffer body) implements Response {}

  /**
   * Some fields failed, others have what they were asked for.
   *
   * @param data the value of {@code data} in UTF-8, in which the fields that failed are null, or
   *     what they stand in is, where they may not be
   * @param failures at least one
   */
  record Partial(Buffer data, List<FieldFailure> failures) implements Response {}

  /**
   * Why a field has no value.
   *
   * @param path where in {@code data}: response keys, and indexes ({@code Integer}) within lists
   */
  record FieldFailure(List<Object> path, Problem problem) {}

  /**
   * Nothing was executed: the request itself is at fault (or may not be made). No {@code data} in
   * the body.
   */
  record Refused(List<? extends Problem> problems) implements Response {}

  /** Execution failed: {@code data} is null in the body. */
  record Failed(List<? extends Problem> problems) implements Response {}
}
