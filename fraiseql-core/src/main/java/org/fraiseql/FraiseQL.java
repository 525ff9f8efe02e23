package org.fraiseql;

import io.vertx.core.Future;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;

/** The engine of one database. Thread-safe. */
public final class FraiseQL implements AutoCloseable {

  /** Answers a request. Never fails: what goes wrong is a response too. */
  public Future<Response> execute(Request request, Caller caller, Cancellation cancellation) {
    throw new UnsupportedOperationException("being built");
  }

  /** The GraphQL schema in its definition language. */
  public String sdl() {
    throw new UnsupportedOperationException("being built");
  }

  @Override
  public void close() {}
}
