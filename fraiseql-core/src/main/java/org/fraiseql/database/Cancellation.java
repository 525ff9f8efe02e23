package org.fraiseql.database;

import java.util.ArrayList;
import java.util.List;
import org.fraiseql.problem.DatabaseProblem;

/** Tells running work that nobody waits for its answer any more. Thread-safe. */
public final class Cancellation {

  private boolean cancelled;
  private DatabaseProblem reason = new DatabaseProblem.Cancelled();
  private final List<Runnable> actions = new ArrayList<>(1);

  /** Runs the actions, now and once. */
  public void cancel() {
    cancel(new DatabaseProblem.Cancelled());
  }

  /** The same for a reason of its own, such as a time that is up. */
  public void cancel(DatabaseProblem why) {
    List<Runnable> due;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      reason = why;
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

  /** What all that was running fails with. */
  public synchronized DatabaseProblem reason() {
    return reason;
  }

  /** Whether {@link #cancel} has been called. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }
}
