package org.fraiseql.problem;

import org.jspecify.annotations.Nullable;

/**
 * {@code FQ-6xx}: what Java code asks of a session or repository, and cannot be done. The place is
 * what was asked about: a record's component, a path of a filter, a statement's parameter.
 */
public sealed interface SessionProblem extends Problem {

  /** A record that stands for no read model that is served. */
  record NoReadModel(String place, @Nullable String relation, Hint hint) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-601";
    }

    @Override
    public String message() {
      return relation == null
          ? place + " stands for no read model."
          : place + " stands for " + relation + ", and there is no such read model.";
    }

    @Override
    public String help() {
      return with(
          hint,
          "Annotate the record with @ReadModel(\"v_…\"), the name of a view with a column data in a"
              + " schema that is served.");
    }
  }

  /** A component that the document has no key for, or of a kind that the key does not have. */
  record Unreadable(String place, String reason, Hint hint) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-602";
    }

    @Override
    public String message() {
      return place + " cannot be read: " + reason + ".";
    }

    @Override
    public String help() {
      return with(hint, "Change the component, or the view.");
    }
  }

  /** A document with a value that its record cannot hold. */
  record WrongDocument(String place, String reason) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-603";
    }

    @Override
    public String message() {
      return "A document does not fit " + place + ": " + reason + ".";
    }

    @Override
    public String help() {
      return "Declare the component with the type that the database has there, and @Nullable where it"
          + " can be null.";
    }
  }

  /** A filter or an order that names something which the read model does not have. */
  record UnknownPath(String place, String relation, String reason, Hint hint)
      implements SessionProblem {
    @Override
    public String code() {
      return "FQ-604";
    }

    @Override
    public String message() {
      return relation + " cannot be asked by '" + place + "': " + reason + ".";
    }

    @Override
    public String help() {
      return with(hint, "Name a key of the document or a column, such as created_at.");
    }
  }

  /** An operator that values at this path do not take. */
  record UnknownOperator(String place, String operator, String type, Hint hint)
      implements SessionProblem {
    @Override
    public String code() {
      return "FQ-605";
    }

    @Override
    public String message() {
      return "'" + place + "' is of type " + type + ", which has no operator '" + operator + "'.";
    }

    @Override
    public String help() {
      return with(hint, "See the table of operators.");
    }
  }

  /** Null, where it would be unclear whether it means "is null" or "no matter what". */
  record NullOperand(String place, String operator) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-606";
    }

    @Override
    public String message() {
      return "The value for '" + place + "' " + operator + " is null.";
    }

    @Override
    public String help() {
      return "Use isNull() to look for null, and leave the condition out where all will do.";
    }
  }

  /** A session of a query was asked to write. */
  record ReadOnly(String place) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-607";
    }

    @Override
    public String message() {
      return "This session only reads, so it cannot do this: " + place + ".";
    }

    @Override
    public String help() {
      return "Write in a mutation, or in a session of the engine.";
    }
  }

  /** A routine that is not there, or no command. */
  record UnknownCommand(String place, Hint hint) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-608";
    }

    @Override
    public String message() {
      return "There is no command '" + place + "'.";
    }

    @Override
    public String help() {
      return with(
          hint,
          "A command is a function (jsonb) that answers (success, message, data), in a schema that is"
              + " served.");
    }
  }

  /** A value that cannot be given to a statement or a routine. */
  record UnfitValue(String place, String reason) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-609";
    }

    @Override
    public String message() {
      return place + " cannot be used: " + reason + ".";
    }

    @Override
    public String help() {
      return "Give another value, or one of another type.";
    }
  }

  /**
   * A command that was refused, where nothing was declared to hold the refusal.
   *
   * @param reason the routine's own message
   */
  record Rejected(String place, String rejection, String reason) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-610";
    }

    @Override
    public String message() {
      return place + " was refused: " + rejection + ": " + reason;
    }

    @Override
    public String help() {
      return "Nothing of it was kept.";
    }
  }

  /** A type that cannot hold what a command or statement answers. */
  record UnfitResult(String place, String reason, Hint hint) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-611";
    }

    @Override
    public String message() {
      return place + " cannot hold the answer: " + reason + ".";
    }

    @Override
    public String help() {
      return with(hint, "Change the type, or what is asked for.");
    }
  }

  /** A statement of the program's own that cannot be carried out as it is written. */
  record UnfitStatement(String reason, String help) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-612";
    }

    @Override
    public String message() {
      return "The statement cannot be carried out: " + reason + ".";
    }
  }

  /**
   * A statement broke a rule of the database.
   *
   * @param sqlState PostgreSQL's code, such as {@code 23505}
   * @param constraint the rule's name, if it has one
   */
  record BrokenRule(String sqlState, @Nullable String constraint) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-613";
    }

    @Override
    public String message() {
      return "The statement broke "
          + (constraint == null
              ? "a rule of the database (SQLSTATE " + sqlState + ")."
              : "the rule '" + constraint + "' of the database (SQLSTATE " + sqlState + ").");
    }

    @Override
    public String help() {
      return "Nothing can be kept of the transaction, unless the statement is in one within it.";
    }
  }

  /** A command that asks for more isolation than the transaction has that is under way. */
  record TooLittleIsolation(String place, String asked) implements SessionProblem {
    @Override
    public String code() {
      return "FQ-614";
    }

    @Override
    public String message() {
      return place + " asks for a transaction with isolation " + asked + ", and this one has less.";
    }

    @Override
    public String help() {
      return "Let it be the first statement of the transaction.";
    }
  }

  private static String with(Hint hint, String otherwise) {
    String sentence = hint.sentence();
    return sentence == null ? otherwise : sentence + " " + otherwise;
  }
}
