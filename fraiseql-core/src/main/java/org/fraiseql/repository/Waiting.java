package org.fraiseql.repository;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.RefusedException;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;

/** Waits for the database on the thread of a program. */
final class Waiting {

  private Waiting() {}

  /**
   * What the future comes to.
   *
   * @param cancellation is called for if the thread is interrupted
   * @throws ProblemException as the future fails
   */
  static <T> T on(Future<T> future, Cancellation cancellation) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel();
      throw new ProblemException(cancellation.reason());
    } catch (ExecutionException e) {
      throw outward(e.getCause() == null ? e : e.getCause());
    }
  }

  /** To be asked before anything is sent. */
  static void require() {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException(
          "A session blocks, and this thread is an event loop: use a virtual thread");
    }
  }

  private static RuntimeException outward(Throwable failure) {
    return switch (failure) {
      case RefusedException refused -> new ProblemException(problem(refused));
      case RuntimeException e -> e;
      default -> new IllegalStateException(failure);
    };
  }

  private static Problem problem(RefusedException refused) {
    String state = refused.refusal().sqlState();
    if (state.startsWith("23")) {
      return new SessionProblem.BrokenRule(state, refused.refusal().constraint());
    }
    if (state.equals("25006")) {
      return new SessionProblem.ReadOnly("a statement that writes");
    }
    DatabaseProblem problem = refused.refusal().problem();
    return problem;
  }
}
