package org.fraiseql.resolver;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.RefusedException;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.repository.Session;
import org.fraiseql.repository.Sessions;
import org.fraiseql.repository.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a request, or of one field of a mutation: it begins with its first statement,
 * and all that takes part in it sees one state of the database. Thread-safe.
 */
public final class Work {

  private final UnitOfWork unit;
  private final Cancellation own;

  private Work(UnitOfWork unit, Cancellation own) {
    this.unit = unit;
    this.own = own;
  }

  /**
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  public static Work open(
      Sessions sessions, Caller caller, Sessions.Mode mode, Cancellation cancellation) {
    Cancellation own = new Cancellation();
    cancellation.onCancel(own::cancel);
    return new Work(sessions.open(caller, mode, own), own);
  }

  /** What methods get for their parameter. */
  Session session() {
    return unit.session();
  }

  /** The only value, of type bytea, of the statement's only row. */
  public Future<Buffer> read(String sql, List<? extends @Nullable Object> parameters) {
    return unit.transaction()
        .query(sql, parameters)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof RefusedException refused
                        ? new ProblemException(refused.refusal().problem())
                        : failure))
        .map(rows -> Objects.requireNonNull(rows.getFirst().bytes("convert_to")));
  }

  /** Keeps what was written; blocks. */
  void commit() {
    unit.commit();
  }

  /** Ends it without a trace when what runs in it has come to its end. */
  void rollBack() {
    var unused = unit.transaction().rollBack();
  }

  /** Ends it without a trace at once, whatever runs in it. */
  void abandon() {
    own.cancel();
  }
}
