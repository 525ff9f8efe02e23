package org.fraiseql.server.http;

import org.fraiseql.problem.Problem;

/** What stands behind the HTTP interface at a moment. */
public sealed interface Backend {

  /** The schema is loaded. */
  record Serving(Engine engine) implements Backend {}

  /** Not yet: requests are refused with this problem. */
  record Waiting(Problem problem) implements Backend {}
}
