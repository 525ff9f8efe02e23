package org.fraiseql.server.cli;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fraiseql.FraiseQL;
import org.fraiseql.Report;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.server.ServerException;

/** For commands that need the database now. */
final class Waiting {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private Waiting() {}

  /**
   * Waits until the catalogue has been read.
   *
   * @throws ProblemException if the database cannot be reached
   */
  static Report forDatabase(FraiseQL engine) {
    try {
      get(engine.ping());
    } catch (ProblemException e) {
      if (e.problems().getFirst() instanceof DatabaseProblem.Unreachable) {
        throw e;
      }
      // It is there and just not read yet.
    }
    return get(engine.ready());
  }

  private static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ServerException(
          "the database did not answer within %d s; the log says why"
              .formatted(LONGEST.toSeconds()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new ServerException("interrupted");
    }
  }
}
