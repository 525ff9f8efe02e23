package org.fraiseql.resolver;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.repository.Session;

/**
 * Room for the calls of a method that takes one of many objects at a time: so many at once, with
 * one session that asks for all of them. One thread takes places, any thread gives them back.
 */
final class Places {

  /** How many objects a method is called for at the same time. */
  private static final int ABREAST = 32;

  private final Semaphore free = new Semaphore(ABREAST);
  private final Gathering gathering;
  private final Session session;

  Places(Session session, Declarations declarations) {
    this.gathering = new Gathering(session, declarations);
    this.session = new GatheringSession(session, gathering);
    // Whoever takes places is about to begin another call.
    gathering.begun();
  }

  Session session() {
    return session;
  }

  /**
   * Waits for a place.
   *
   * @return whether there was one before the deadline, as {@link System#nanoTime} counts
   */
  boolean take(long deadline) throws InterruptedException {
    if (!free.tryAcquire()) {
      gathering.ended();
      boolean taken = free.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      gathering.begun();
      if (!taken) {
        return false;
      }
    }
    gathering.begun();
    return true;
  }

  void noMore() {
    gathering.ended();
  }

  void giveBack() {
    gathering.ended();
    free.release();
  }
}
