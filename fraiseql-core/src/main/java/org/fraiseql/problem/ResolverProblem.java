package org.fraiseql.problem;

import java.time.Duration;
import java.util.List;

/** {@code FQ-65x}: a field that a method in Java answers. {@code field} is {@code Type.field}. */
public sealed interface ResolverProblem extends Problem {

  /**
   * The method failed, or answered something that does not fit.
   *
   * @param reference finds the log entry, which has the cause
   */
  record Masked(String field, String reference) implements ResolverProblem {
    @Override
    public String code() {
      return "FQ-651";
    }

    @Override
    public String message() {
      return "'" + field + "' could not be answered. Reference: " + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the cause under this reference.";
    }
  }

  /** The method did not return in time; it was interrupted, and what it wrote was rolled back. */
  record TookTooLong(String field, Duration limit) implements ResolverProblem {
    @Override
    public String code() {
      return "FQ-652";
    }

    @Override
    public String message() {
      return "'" + field + "' took longer than " + seconds() + " and was ended.";
    }

    private String seconds() {
      return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    @Override
    public String help() {
      return "Ask again in a moment, or for less; the server can give methods longer.";
    }
  }

  /**
   * Java gave null where the schema says that there is a value.
   *
   * @param reference finds the log entry, which has the method or record
   */
  record NoValue(String field, String reference) implements ResolverProblem {
    @Override
    public String code() {
      return "FQ-653";
    }

    @Override
    public String message() {
      return "'" + field + "' is never null, and has no value here. Reference: " + reference;
    }

    @Override
    public String help() {
      return "The log of the server has the place under this reference.";
    }
  }

  /** Arguments of a list that is inside a value of Java's, where nothing filters or sorts. */
  record ArgumentsBelowJava(String field, String argument, List<Object> path)
      implements ResolverProblem {
    @Override
    public String code() {
      return "FQ-654";
    }

    @Override
    public String message() {
      return "'" + field + "' takes no '" + argument + "' here: what it is in comes from Java.";
    }

    @Override
    public String help() {
      return "Leave the argument out, or ask for the object by a field of the query type.";
    }
  }

  /**
   * A constraint on an argument is violated.
   *
   * @param field of query, mutation or object
   * @param input the argument or what is in it, such as {@code input.items[0].quantity}
   * @param rule what the constraint says
   */
  record InvalidInput(String field, String input, String rule) implements ResolverProblem {
    @Override
    public String code() {
      return "FQ-655";
    }

    @Override
    public String message() {
      return "The value of '" + input + "' is not valid: " + rule;
    }

    @Override
    public String place() {
      return field + "(" + input + ")";
    }

    @Override
    public String help() {
      return "Send another value.";
    }
  }
}
