package org.fraiseql.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.fraiseql.server.Signals;

/**
 * What a command has started and must stop when the process is told to: from the front to the back,
 * so that running requests can still end. Thread-safe.
 */
final class StopOrder {

  /** Starts something that has to be stopped again. */
  @FunctionalInterface
  interface Start<T extends AutoCloseable, E extends Exception> {
    T start() throws E;
  }

  private final List<AutoCloseable> started = new ArrayList<>();
  private volatile boolean stopping;

  /** From now on the process stops, when it is told to, by what has been started. */
  static StopOrder begin() {
    StopOrder order = new StopOrder();
    Runtime.getRuntime().addShutdownHook(new Thread(order::stop, "stop"));
    Signals.endWithHooks();
    return order;
  }

  /** Under the lock, so that whoever stops the process meets either nothing or all of it. */
  synchronized <T extends AutoCloseable, E extends Exception> T start(Start<T, E> start) throws E {
    T begun = start.start();
    started.add(begun);
    return begun;
  }

  /** Ends only with the process. */
  static void awaitStop() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Whether a failure need not be told: all fails while everything is being stopped. */
  boolean stopping() {
    return stopping;
  }

  private void stop() {
    stopping = true;
    synchronized (this) {
      for (AutoCloseable open : started) {
        try {
          open.close();
        } catch (Exception e) {
          // The others have to be stopped all the same.
        }
      }
    }
  }
}
