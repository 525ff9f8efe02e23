package org.fraiseql.server.http;

import org.fraiseql.Request;
import org.jspecify.annotations.Nullable;

/** Makes requests that do not come over HTTP. */
public final class Requests {

  private Requests() {}

  /**
   * A request whose variables are given as the text of a JSON object.
   *
   * @throws org.fraiseql.problem.ProblemException if that is not what they are
   */
  public static Request of(
      String query, @Nullable String operationName, @Nullable String variables) {
    return RequestReader.of(query, operationName, variables);
  }
}
