package org.fraiseql.server.http;

import io.vertx.core.Future;
import org.fraiseql.Request;
import org.fraiseql.Response;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;

/** What answers GraphQL requests. Implementations are thread-safe. */
public interface Engine {

  /** Answers a request. */
  Future<Response> execute(Request request, Caller caller, Cancellation cancellation);

  /** The GraphQL schema in its definition language. */
  String sdl();

  /** Succeeds when the database answers; fails with a {@code ProblemException} otherwise. */
  Future<Void> ping();
}
