package org.fraiseql.problem;

import java.time.Duration;

/** {@code FQ-5xx}: PostgreSQL. None of them carries a text that PostgreSQL wrote. */
public sealed interface DatabaseProblem extends Problem {

  /** The way to the database is not described as it has to be. */
  record Misconfigured(String place, String message, String help) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-500";
    }
  }

  /** No connection to be had. */
  record Unreachable(String place, String reason) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-501";
    }

    @Override
    public String message() {
      return "PostgreSQL cannot be reached: " + reason + ".";
    }

    @Override
    public String help() {
      return "The server keeps trying; ask again in a moment.";
    }
  }

  /** PostgreSQL went away, or had no room, while it worked for the request. */
  record Unavailable() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-502";
    }

    @Override
    public String message() {
      return "PostgreSQL is not available at the moment.";
    }

    @Override
    public String help() {
      return "Ask again in a moment.";
    }
  }

  /** More requests wait than connections can serve. */
  record Overloaded() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-503";
    }

    @Override
    public String message() {
      return "The server is overloaded: too many requests wait for PostgreSQL.";
    }

    @Override
    public String help() {
      return "Ask again in a moment, or let the server have more connections.";
    }
  }

  /** The statement ran longer than it may. */
  record Timeout(Duration limit) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-504";
    }

    @Override
    public String message() {
      return "The statement took longer than " + limit.toMillis() + " ms and was ended.";
    }

    @Override
    public String help() {
      return "Ask for less: fewer rows, fewer fields, or a filter that an index serves.";
    }
  }

  /** Nobody waits for the answer any more. */
  record Cancelled() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-505";
    }

    @Override
    public String message() {
      return "The request was cancelled.";
    }
  }

  /** A value of the request is none of its type, or out of range: the client's to put right. */
  record InvalidValue() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-506";
    }

    @Override
    public String message() {
      return "A value is not valid for its type, or out of range.";
    }

    @Override
    public String help() {
      return "Check the arguments and variables: numbers, dates, patterns, identifiers.";
    }
  }

  /** The caller's role has no right to something that the request reads or does. */
  record NotAllowed() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-507";
    }

    @Override
    public String message() {
      return "The caller has no right to something that the request asks for.";
    }

    @Override
    public String help() {
      return "Grant the caller's role the missing right, or ask as another role.";
    }
  }

  /** The answer is larger than an answer may be. */
  record ResultTooLarge(long bytes, long limit) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-508";
    }

    @Override
    public String message() {
      return "The result has " + bytes + " bytes, at most " + limit + " are allowed.";
    }

    @Override
    public String help() {
      return "Ask for fewer rows or fewer fields.";
    }
  }

  /** The statement no longer fits what the database holds: a relation or column has changed. */
  record StaleSchema() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-509";
    }

    @Override
    public String message() {
      return "The database has changed since the schema was read.";
    }

    @Override
    public String help() {
      return "Ask again: the schema is read anew.";
    }
  }

  /** The statement is beyond what PostgreSQL can process. */
  record TooComplex() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-510";
    }

    @Override
    public String message() {
      return "The request is too complex for PostgreSQL.";
    }

    @Override
    public String help() {
      return "Ask for less in one request.";
    }
  }

  /** The connection was lost while PostgreSQL committed. */
  record OutcomeUnknown() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-512";
    }

    @Override
    public String message() {
      return "PostgreSQL went away at the very end, so it is not known whether the command was"
          + " carried out.";
    }

    @Override
    public String help() {
      return "Look whether it was, or repeat it with the same idempotencyKey if it had one.";
    }
  }

  /** Others kept changing the same things at the same time. */
  record Conflict() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-513";
    }

    @Override
    public String message() {
      return "Others changed the same things at the same time, so nothing was changed.";
    }

    @Override
    public String help() {
      return "Ask again in a moment.";
    }
  }

  /** Something is locked by others. */
  record Locked() implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-514";
    }

    @Override
    public String message() {
      return "Others work on the same things at the moment, so nothing was changed.";
    }

    @Override
    public String help() {
      return "Ask again in a moment.";
    }
  }

  /**
   * A statement was asked of a transaction that has ended.
   *
   * @param why what ended it: {@code it was committed}
   */
  record TransactionOver(String why) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-515";
    }

    @Override
    public String message() {
      return "The transaction is over: " + why + ".";
    }

    @Override
    public String help() {
      return "Use a session only while the work that got it runs, and let that work be short.";
    }
  }

  /**
   * PostgreSQL refused the statement for a reason that the client has no part in.
   *
   * @param reference finds the log entry, which has PostgreSQL's own words
   */
  record Failed(String reference) implements DatabaseProblem {
    @Override
    public String code() {
      return "FQ-511";
    }

    @Override
    public String message() {
      return "PostgreSQL could not execute the request. Reference: " + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the cause under this reference.";
    }
  }
}
