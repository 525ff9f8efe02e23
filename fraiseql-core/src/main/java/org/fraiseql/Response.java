package org.fraiseql;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.fraiseql.problem.Problem;

/** What a request is answered with. */
public sealed interface Response {

  /** The whole response body, as PostgreSQL made it: <code>{"data":{…}}</code> in UTF-8. */
  record Data(Buffer body) implements Response {}

  /**
   * Nothing was executed: the request itself is at fault (or may not be made). No {@code data} in
   * the body.
   */
  record Refused(List<? extends Problem> problems) implements Response {}

  /** Execution failed: {@code data} is null in the body. */
  record Failed(List<? extends Problem> problems) implements Response {}
}
