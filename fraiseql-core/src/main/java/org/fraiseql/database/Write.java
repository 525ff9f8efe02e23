package org.fraiseql.database;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Work that writes, begun anew as a whole where that is safe: each {@link Attempt} is one
 * transaction. Confined to its event loop, but for its parts that never change.
 */
final class Write<T> {

  /** The longest pause before each repetition, so that those who met do not meet again. */
  private static final int[] PAUSES_MILLIS = {20, 70, 200};

  /** How often it is begun anew after its connection was lost, or was hit by another's cancel. */
  private static final int RESTARTS = 2;

  /**
   * How a transaction is to be gone about.
   *
   * @param opening what opens it
   * @param once whether it may not be begun anew, because its work can have had effects elsewhere
   * @param snapshot whether it only reads and outlives statements that fail
   * @param longest how long it may last once it has a connection; null for no such limit
   */
  record Manner(String opening, boolean once, boolean snapshot, @Nullable Duration longest) {}

  final Lines lines;
  final Connector connector;
  final CallerCheck callers;
  final Caller caller;
  final Manner manner;
  final Duration timeout;
  final Function<Transaction, Future<Ending<T>>> work;
  private final Completable<T> answer;
  private @Nullable Attempt<T> attempt;
  private int conflicts;
  private int restarts;
  private boolean answered;
  private long timer = -1;

  /** When it began to wait for a connection. */
  long waitingSince;

  Write(
      Lines lines,
      Connector connector,
      CallerCheck callers,
      Caller caller,
      Manner manner,
      Duration timeout,
      Function<Transaction, Future<Ending<T>>> work,
      Completable<T> answer) {
    this.lines = lines;
    this.connector = connector;
    this.callers = callers;
    this.caller = caller;
    this.manner = manner;
    this.timeout = timeout;
    this.work = work;
    this.answer = answer;
  }

  void begin(Lease lease) {
    Duration longest = manner.longest();
    if (longest != null) {
      String why = "it took longer than " + longest.toMillis() + " ms";
      timer =
          lines
              .context()
              .setTimer(
                  Math.max(1, longest.toMillis()),
                  _ -> cancel(new DatabaseProblem.TransactionOver(why)));
    }
    attempt = new Attempt<>(this, lease);
    attempt.run();
  }

  /** There is no connection for it. */
  void refuse(DatabaseProblem problem) {
    fail(new ProblemException(problem));
  }

  void succeed(T value) {
    if (!answered) {
      answered();
      answer.succeed(value);
    }
  }

  void fail(Throwable failure) {
    if (!answered) {
      answered();
      answer.fail(failure);
    }
  }

  private void answered() {
    answered = true;
    attempt = null;
    if (timer >= 0) {
      lines.context().owner().cancelTimer(timer);
      timer = -1;
    }
  }

  /** Nothing was written, because of others. */
  void afterConflict() {
    attempt = null;
    if (manner.once() || conflicts >= PAUSES_MILLIS.length) {
      fail(new ProblemException(new DatabaseProblem.Conflict()));
      return;
    }
    int longest = PAUSES_MILLIS[conflicts++];
    lines.context().setTimer(1 + ThreadLocalRandom.current().nextInt(longest), _ -> submitAgain());
  }

  /** Nothing was written, and the transaction had no part in that. */
  void afterLoss() {
    attempt = null;
    if (!manner.once() && restarts++ < RESTARTS) {
      // Not from within a line's own report: its connection may be about to close.
      lines.context().runOnContext(_ -> submitAgain());
    } else {
      fail(new ProblemException(new DatabaseProblem.Unavailable()));
    }
  }

  private void submitAgain() {
    if (!answered) {
      lines.submit(this);
    }
  }

  /** Has no effect once the commit is on its way. */
  void cancel(DatabaseProblem why) {
    Attempt<T> running = attempt;
    if (answered || running != null && running.isCommitting()) {
      return;
    }
    fail(new ProblemException(why));
    if (running != null) {
      running.abandon(why);
    } else {
      lines.withdraw(this);
    }
  }
}
