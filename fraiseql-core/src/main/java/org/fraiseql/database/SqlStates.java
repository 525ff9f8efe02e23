package org.fraiseql.database;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import org.fraiseql.problem.DatabaseProblem;
import org.fraiseql.problem.References;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one table from PostgreSQL's SQLSTATE to a problem. What PostgreSQL says itself may show
 * values and names that the client must not see, so it goes to the log only.
 */
final class SqlStates {

  private static final Logger log = LoggerFactory.getLogger("org.fraiseql.database");

  /**
   * {@code query_canceled}: a statement's time limit, a cancel request, or a cancel's neighbour.
   */
  static final String QUERY_CANCELED = "57014";

  private static final long SHORT_NANOS = 1_000_000_000L;

  private SqlStates() {}

  /** The SQLSTATE, or the empty string for a failure that PostgreSQL had no part in. */
  static String of(Throwable failure) {
    return failure instanceof PgException refused && refused.getSqlState() != null
        ? refused.getSqlState()
        : "";
  }

  /** Whether the connection is lost, or about to be. */
  static boolean isLost(Throwable failure) {
    if (failure instanceof PgException) {
      String state = of(failure);
      return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
    }
    return failure instanceof ClosedConnectionException || failure instanceof IOException;
  }

  /** The same for the catalogue, where a missing right is a finding that the report tells. */
  static DatabaseProblem problemOfInspection(Throwable failure, Duration timeout) {
    return of(failure).equals("42501")
        ? new DatabaseProblem.NotAllowed()
        : problem(failure, timeout);
  }

  /** The same for what writes, where others may have been first. */
  static DatabaseProblem problemOfWrite(Throwable failure, Duration timeout) {
    return of(failure).startsWith("40")
        ? new DatabaseProblem.Conflict()
        : problem(failure, timeout);
  }

  /** Whether a transaction failed only because of others that ran at the same time. */
  static boolean isConflict(Throwable failure) {
    String state = of(failure);
    return state.equals("40001") || state.equals("40P01");
  }

  /**
   * Whether a statement ended through no fault of its own, so that it may be begun anew: it was hit
   * by another's cancelling, or its connection was lost. One that has run for long may be what
   * brought the connection down.
   *
   * @param nanos how long it ran
   */
  static boolean isInnocent(Throwable failure, long nanos, Duration timeout) {
    return of(failure).equals(QUERY_CANCELED)
        ? nanos < timeout.toNanos() / 10 * 9
        : isLost(failure) && nanos < SHORT_NANOS;
  }

  /** The problem of a refused statement. Logs what a client cannot put right. */
  static DatabaseProblem problem(Throwable failure, Duration timeout) {
    String state = of(failure);
    if (state.isEmpty()) {
      return isLost(failure) ? new DatabaseProblem.Unavailable() : failed(failure);
    }
    return switch (state) {
      case "42501" -> {
        log.warn("PostgreSQL refused a right: {}", failure.getMessage());
        yield new DatabaseProblem.NotAllowed();
      }
      case "55P03" -> new DatabaseProblem.Locked();
      case QUERY_CANCELED -> new DatabaseProblem.Timeout(timeout);
      // Relation, column, function, type or schema gone, or of another type than before.
      case "42P01", "42703", "42883", "42704", "3F000", "42804", "42846" -> stale(failure);
      // A syntax error at no place in the statement is one in a value: jsonpath, ltree, lquery.
      case "42601" -> isInStatement(failure) ? failed(failure) : new DatabaseProblem.InvalidValue();
      case "0A000" -> isCachedPlan(failure) ? stale(failure) : failed(failure);
      case "54000", "54001", "54011", "54023" -> {
        log.warn("PostgreSQL found a statement too complex: {}", failure.getMessage());
        yield new DatabaseProblem.TooComplex();
      }
      default -> byClass(state, failure);
    };
  }

  private static DatabaseProblem byClass(String state, Throwable failure) {
    return switch (state.substring(0, 2)) {
      // Data exceptions, among them 2201B (regular expression) and 22P02 (text of a type).
      case "22" -> new DatabaseProblem.InvalidValue();
      case "08", "53" -> unavailable(failure);
      case "57" -> state.startsWith("57P") ? unavailable(failure) : failed(failure);
      case "40" -> unavailable(failure);
      default -> failed(failure);
    };
  }

  /** A reference for the outside; everything else for the log. */
  static DatabaseProblem failed(Throwable failure) {
    String reference = References.next();
    if (failure instanceof PgException refused) {
      log.error(
          "{}: PostgreSQL refused a statement: {} {} (detail: {}, hint: {}, where: {})",
          reference,
          refused.getSqlState(),
          refused.getErrorMessage(),
          refused.getDetail(),
          refused.getHint(),
          refused.getWhere());
    } else {
      log.error("{}: a statement failed", reference, failure);
    }
    return new DatabaseProblem.Failed(reference);
  }

  private static DatabaseProblem unavailable(Throwable failure) {
    log.warn("PostgreSQL is not available: {}", failure.getMessage());
    return new DatabaseProblem.Unavailable();
  }

  private static DatabaseProblem stale(Throwable failure) {
    log.info("A statement no longer fits the database: {}", failure.getMessage());
    return new DatabaseProblem.StaleSchema();
  }

  private static boolean isInStatement(Throwable failure) {
    return !(failure instanceof PgException refused) || refused.getPosition() != null;
  }

  /**
   * Feature-not-supported has many meanings and a text in the server's language; the routine that
   * raised it is the same everywhere.
   */
  private static boolean isCachedPlan(Throwable failure) {
    return failure instanceof PgException refused
        && "RevalidateCachedQuery".equals(refused.getRoutine());
  }
}
