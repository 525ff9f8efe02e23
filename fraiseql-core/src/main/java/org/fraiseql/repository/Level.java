package org.fraiseql.repository;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.fraiseql.database.OpenTransaction;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction or one within it, of which one thread at a time makes use: what another thread does
 * must not come into one that it has no part in. Thread-safe.
 */
final class Level {

  private static final long LOOK_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile @Nullable Level inner;
  private volatile boolean over;

  /**
   * Waits for its turn.
   *
   * @return the innermost level that is open to this thread, whose turn it is now
   * @throws ProblemException if the transaction is over
   */
  Level enter(OpenTransaction transaction) throws InterruptedException {
    while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (transaction.isOver()) {
        throw over("it ended while another thread was in it");
      }
    }
    if (over) {
      lock.unlock();
      throw over("the work that it was for has returned");
    }
    Level within = inner;
    if (within == null) {
      return this;
    }
    // Only its own thread comes here while an inner one is open.
    try {
      return within.enter(transaction);
    } finally {
      lock.unlock();
    }
  }

  private static ProblemException over(String why) {
    return new ProblemException(new DatabaseProblem.TransactionOver(why));
  }

  void leave() {
    lock.unlock();
  }

  Level begin() {
    Level begun = new Level();
    inner = begun;
    return begun;
  }

  void end() {
    Level ended = inner;
    inner = null;
    if (ended != null) {
      ended.over = true;
    }
  }
}
