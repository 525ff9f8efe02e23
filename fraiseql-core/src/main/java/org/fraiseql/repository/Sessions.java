package org.fraiseql.repository;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.fraiseql.database.Caller;
import org.fraiseql.database.Cancellation;
import org.fraiseql.database.Database;
import org.fraiseql.database.Isolation;
import org.fraiseql.database.OpenTransaction;

/** Makes sessions. Thread-safe. */
public final class Sessions {

  /** What a session may do. */
  public enum Mode {
    /** Read one state of the database. */
    READ,
    WRITE
  }

  private final Database database;
  private final Supplier<Domain> domain;
  private final Predicate<Domain> renewed;
  private final Duration longest;
  private final int resultBytes;

  /**
   * @param domain what the catalogue offers now
   * @param renewed whether there is another by now than that one; may block
   * @param longest how long a transaction may last
   * @param resultBytes the largest answer of one statement
   */
  public Sessions(
      Database database,
      Supplier<Domain> domain,
      Predicate<Domain> renewed,
      Duration longest,
      int resultBytes) {
    this.database = database;
    this.domain = domain;
    this.renewed = renewed;
    this.longest = longest;
    this.resultBytes = resultBytes;
  }

  /**
   * A session that is one transaction, which whoever asked for it has to end.
   *
   * @param cancellation ends it: every statement fails from then on
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  public UnitOfWork open(Caller caller, Mode mode, Cancellation cancellation) {
    OpenTransaction transaction =
        switch (mode) {
          case READ -> database.snapshot(caller, longest, cancellation);
          case WRITE -> database.transaction(caller, Isolation.DEFAULT, longest, cancellation);
        };
    return new UnitOfWork(this, transaction, caller, mode, cancellation);
  }

  /**
   * A session of which each call is a transaction of its own.
   *
   * @throws org.fraiseql.problem.ProblemException if there may be no such caller
   */
  public Session session(Caller caller) {
    database.require(caller);
    return new EachItsOwn(this, caller, new ThreadLocal<>());
  }

  Database database() {
    return database;
  }

  Domain domain() {
    return domain.get();
  }

  boolean isRenewed(Domain used) {
    return renewed.test(used);
  }

  int resultBytes() {
    return resultBytes;
  }
}
