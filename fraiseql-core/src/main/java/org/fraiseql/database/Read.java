package org.fraiseql.database;

import io.vertx.core.Completable;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** One request for one result. Confined to an event loop, but for its parts that never change. */
final class Read {

  /** How often a read is begun anew that ended through no fault of its own. */
  private static final int ATTEMPTS = 3;

  final @Nullable String opening;
  final String sql;
  final Tuple parameters;
  private final int resultBytes;
  private final Completable<Buffer> answer;
  private int attempts;
  private boolean answered;
  private boolean cancelled;

  /** When it began to wait for a connection. */
  long waitingSince;

  /** Whether it has been taken from behind a statement that does not end, which happens once. */
  boolean rescued;

  Read(
      @Nullable String opening,
      String sql,
      Tuple parameters,
      int resultBytes,
      Completable<Buffer> answer) {
    this.opening = opening;
    this.sql = sql;
    this.parameters = parameters;
    this.resultBytes = resultBytes;
    this.answer = answer;
  }

  /** Whether the answer, good or bad, has been given. */
  boolean isAnswered() {
    return answered;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /**
   * Answers with the result, unless it is too large. PostgreSQL has built and sent it by then, so
   * the limit spares the client, not the database.
   */
  void succeed(Buffer result) {
    if (result.length() > resultBytes) {
      fail(new DatabaseProblem.ResultTooLarge(result.length(), resultBytes));
    } else if (!answered) {
      answered = true;
      answer.succeed(result);
    }
  }

  void fail(DatabaseProblem problem) {
    if (!answered) {
      answered = true;
      answer.fail(new ProblemException(problem));
    }
  }

  void cancel() {
    cancelled = true;
    fail(new DatabaseProblem.Cancelled());
  }

  /** Whether it may begin once more. */
  boolean again() {
    return !answered && ++attempts < ATTEMPTS;
  }
}
