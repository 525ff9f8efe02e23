package org.fraiseql.database;

import io.vertx.pgclient.PgException;
import java.time.Duration;
import org.fraiseql.problem.DatabaseProblem;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL said when it refused a statement: for decisions and the log, never for clients.
 * Immutable.
 */
public final class Refusal {

  private final PgException said;
  private final Duration timeout;

  Refusal(PgException said, Duration timeout) {
    this.said = said;
    this.timeout = timeout;
  }

  public String sqlState() {
    return SqlStates.of(said);
  }

  public @Nullable String message() {
    return said.getErrorMessage();
  }

  public @Nullable String detail() {
    return said.getDetail();
  }

  public @Nullable String hint() {
    return said.getHint();
  }

  /** The schema of the table or the type. */
  public @Nullable String context() {
    return said.getSchema();
  }

  public @Nullable String table() {
    return said.getTable();
  }

  public @Nullable String column() {
    return said.getColumn();
  }

  public @Nullable String constraint() {
    return said.getConstraint();
  }

  public @Nullable String dataType() {
    return said.getDataType();
  }

  /** The call stack of routines; null if no routine was running. */
  public @Nullable String where() {
    return said.getWhere();
  }

  /** The problem by the table of SQLSTATEs. Logs what a client cannot put right. */
  public DatabaseProblem problem() {
    return SqlStates.problemOfWrite(said, timeout);
  }

  /** A problem that says no more than the reference under which all is logged. */
  public DatabaseProblem masked() {
    return SqlStates.failed(said);
  }

  @Override
  public String toString() {
    return sqlState() + " " + message();
  }
}
