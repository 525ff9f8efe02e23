package org.fraiseql.server.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Gathers a request's body, up to a limit. Used by one event loop. */
final class Body {

  private final int limit;
  private @Nullable Buffer gathered;
  private boolean owned;
  private boolean tooLarge;

  private Body(int limit) {
    this.limit = limit;
  }

  /** Calls one of the two, once. */
  static void read(HttpServerRequest request, int limit, Handler<byte[]> done, Runnable refuse) {
    Body body = new Body(limit);
    request.handler(chunk -> body.add(chunk, refuse));
    request.endHandler(_ -> body.end(done));
  }

  private void add(Buffer chunk, Runnable refuse) {
    if (tooLarge) {
      return;
    }
    int before = gathered == null ? 0 : gathered.length();
    if (before + (long) chunk.length() > limit) {
      tooLarge = true;
      gathered = null;
      refuse.run();
    } else {
      append(chunk);
    }
  }

  /** Most bodies come in one piece, which is kept as it is. */
  private void append(Buffer chunk) {
    if (gathered == null) {
      gathered = chunk;
    } else if (owned) {
      gathered.appendBuffer(chunk);
    } else {
      owned = true;
      gathered = Buffer.buffer(2 * chunk.length()).appendBuffer(gathered).appendBuffer(chunk);
    }
  }

  private void end(Handler<byte[]> done) {
    if (!tooLarge) {
      done.handle(gathered == null ? new byte[0] : gathered.getBytes());
    }
  }
}
