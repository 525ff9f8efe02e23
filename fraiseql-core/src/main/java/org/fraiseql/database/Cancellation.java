package org.fraiseql.database;

import java.util.ArrayList;
import java.util.List;

/** Tells running work that nobody waits for its answer any more. Thread-safe. */
public final class Cancellation {

  private boolean cancelled;
  private final List<Runnable> actions = new ArrayList<>(1);

  /** Runs the actions, now and once. */
  public void cancel() {
    List<Runnable> due;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
    }
    due.forEach(Runnable::run);
  }

  /** Has the action run on cancellation; at once if that has been. */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Whether {@link #cancel} has been called. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }
}
