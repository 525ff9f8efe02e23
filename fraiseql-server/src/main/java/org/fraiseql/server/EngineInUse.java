package org.fraiseql.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.fraiseql.FraiseQL;
import org.jspecify.annotations.Nullable;

/**
 * An engine and how many requests are running in it, so that one that has been replaced can be
 * closed as soon as nobody needs it. Thread-safe.
 */
final class EngineInUse {

  final FraiseQL engine;

  /** One more than there are running requests, until it is retired; none can come from 0 on. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final Promise<Void> unused = Promise.promise();

  EngineInUse(FraiseQL engine) {
    this.engine = engine;
  }

  /** Does some work, or answers null because it is too late: another engine has come. */
  <T> @Nullable Future<T> use(Function<FraiseQL, Future<T>> work) {
    if (users.getAndUpdate(number -> number == 0 ? 0 : number + 1) == 0) {
      return null;
    }
    try {
      return work.apply(engine).onComplete(_ -> leave());
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
  }

  /** Takes no more work; succeeds when what is running has ended. */
  Future<Void> retire() {
    leave();
    return unused.future();
  }

  private void leave() {
    if (users.decrementAndGet() == 0) {
      unused.complete();
    }
  }
}
