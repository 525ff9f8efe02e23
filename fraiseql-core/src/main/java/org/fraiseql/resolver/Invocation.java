package org.fraiseql.resolver;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** One call of a method, on a virtual thread of its own, which can be given up. Thread-safe. */
final class Invocation {

  /** The method did not return in time. */
  static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;

    LateException() {
      super(null, null, false, false);
    }
  }

  private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
  private final Thread thread;

  Invocation(MethodDeclaration method, @Nullable Object[] arguments) {
    this.thread =
        Thread.ofVirtual()
            .name(method.place())
            .unstarted(
                () -> {
                  try {
                    result.complete(method.invoker().invoke(arguments));
                  } catch (Throwable e) {
                    result.completeExceptionally(e);
                  }
                });
  }

  void start(Runnable whenOver) {
    var unused = result.whenComplete((_, _) -> whenOver.run());
    thread.start();
  }

  /** Gives up: whether or not the method heeds the interrupt, nobody waits for it any more. */
  void giveUp(Throwable why) {
    if (result.completeExceptionally(why)) {
      thread.interrupt();
    }
  }

  void cancel() {
    giveUp(new ProblemException(new DatabaseProblem.Cancelled()));
  }

  /**
   * Waits for the method's result.
   *
   * @param deadline as {@link System#nanoTime} counts
   * @throws LateException if there is none by then
   * @throws Throwable what the method throws
   */
  @Nullable Object await(long deadline) throws Throwable {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      return result.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LateException late = new LateException();
      giveUp(late);
      return value(late);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }

  /** It may have come to its end in the last moment. */
  private @Nullable Object value(LateException late) throws Throwable {
    try {
      return result.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause == null ? late : cause;
    }
  }

  static long deadline(Duration limit) {
    return System.nanoTime() + limit.toNanos();
  }
}
