package org.fraiseql.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import org.fraiseql.problem.CallerProblem;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A transaction as one of its callers has it. Thread-safe. */
record Access(Attempt<?> attempt, Course course, CallerCheck callers, Caller caller)
    implements Transaction {

  @Override
  public Future<List<Row>> query(String sql, List<? extends @Nullable Object> parameters) {
    return send(sql, parameters).map(ClientRow::rows);
  }

  @Override
  public Future<Long> update(String sql, List<? extends @Nullable Object> parameters) {
    return send(sql, parameters).map(answer -> (long) answer.rowCount());
  }

  private Future<RowSet<io.vertx.sqlclient.Row>> send(
      String sql, List<? extends @Nullable Object> parameters) {
    Tuple values = Database.values(parameters);
    return values == null ? invalid() : attempt.onLoop(() -> course.prepared(caller, sql, values));
  }

  private static <T> Future<T> invalid() {
    return Future.failedFuture(new ProblemException(new DatabaseProblem.InvalidValue()));
  }

  @Override
  public Future<Cursor> cursor(String sql, List<? extends @Nullable Object> parameters) {
    Tuple values = Database.values(parameters);
    return values == null
        ? invalid()
        : attempt.onLoop(() -> course.declared(caller, sql, values).map(OpenCursor::new));
  }

  /** A cursor of this caller's, which has a name of its own while it is open. */
  private final class OpenCursor implements Cursor {
    private final String name;
    private boolean closed;

    OpenCursor(String name) {
      this.name = name;
    }

    @Override
    public Future<List<Row>> fetch(int rows) {
      return attempt
          .onLoop(() -> course.simple(caller, "FETCH FORWARD " + rows + " FROM " + name))
          .map(ClientRow::rows);
    }

    @Override
    public Future<Void> close() {
      return attempt.onLoop(
          () -> {
            if (closed) {
              return Future.succeededFuture();
            }
            closed = true;
            return course.closed(caller, name);
          });
    }
  }

  @Override
  public Savepoint savepoint() {
    Place place = new Place();
    attempt.onLoop(place::mark);
    return place;
  }

  /** A savepoint, which is set on the loop like all else, in its order. */
  private final class Place implements Savepoint {
    private Course.@Nullable Mark mark;

    Future<Void> mark() {
      mark = course.mark();
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> release() {
      return attempt.onLoop(() -> course.release(Objects.requireNonNull(mark)));
    }

    @Override
    public Future<Void> rollBack() {
      return attempt.onLoop(() -> course.rollBackTo(Objects.requireNonNull(mark)));
    }
  }

  @Override
  public Transaction as(Caller other) {
    CallerProblem problem = callers.problem(other);
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return new Access(attempt, course, callers, other);
  }
}
