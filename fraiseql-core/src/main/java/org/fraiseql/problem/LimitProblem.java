package org.fraiseql.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request is larger than a limit. */
public sealed interface LimitProblem extends RequestProblem {

  /** Too long a document. */
  record TooManyTokens(int maximum) implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_MANY_TOKENS.code;
    }

    @Override
    public String message() {
      return "The document has more than the " + maximum + " tokens that are allowed.";
    }

    @Override
    public String help() {
      return "Split it into several requests, or move lists of values into variables.";
    }
  }

  /** Too many levels of fields. */
  record TooDeep(int depth, int maximum, List<Location> locations, List<Object> path)
      implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_DEEP.code;
    }

    @Override
    public String message() {
      return "Fields are nested " + depth + " levels deep; " + maximum + " are allowed.";
    }

    @Override
    public String help() {
      return "Leave out the innermost fields, or ask for them in a second request.";
    }
  }

  /** Too many aliases. */
  record TooManyAliases(int aliases, int maximum) implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_MANY_ALIASES.code;
    }

    @Override
    public String message() {
      return "The document has " + aliases + " aliases; " + maximum + " are allowed.";
    }

    @Override
    public String help() {
      return "Ask with one list field and a filter, such as id: {in: […]}, instead of one aliased field for each.";
    }
  }

  /** Too large an answer; {@code list} is the list that holds most of it, or null. */
  record TooCostly(
      long cost, int maximum, @Nullable String list, List<Location> locations, List<Object> path)
      implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_COSTLY.code;
    }

    @Override
    public String message() {
      return "The answer could hold " + cost + " values; " + maximum + " are allowed.";
    }

    @Override
    public String help() {
      return list == null
          ? "Select fewer fields."
          : "Give " + list + " a smaller limit (or first), or select fewer fields in it.";
    }
  }

  /** Written out for each type that a union or interface can be, the document is too long. */
  record TooManyBranches(int maximum, List<Location> locations) implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_COSTLY.code;
    }

    @Override
    public String message() {
      return "For all the types that its unions and interfaces can be, the operation selects more"
          + " than "
          + maximum
          + " fields.";
    }

    @Override
    public String help() {
      return "Select fewer fields, or nest them less.";
    }
  }

  /** {@code limit}, {@code first} or {@code last} over the maximum. */
  record TooManyRows(
      String where, String value, int maximum, List<Location> locations, List<Object> path)
      implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_MANY_ROWS.code;
    }

    @Override
    public String message() {
      return where + " is " + value + "; at most " + maximum + " rows are allowed.";
    }

    @Override
    public String help() {
      return "Give " + where + " at most " + maximum + " and ask for the rest with further pages.";
    }
  }

  /** Brackets or input objects within one another. */
  record NestedTooDeeply(String where, int maximum, List<Location> locations)
      implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.NESTED_TOO_DEEPLY.code;
    }

    @Override
    public String message() {
      return where + " is nested deeper than " + maximum + " levels.";
    }

    @Override
    public String help() {
      return "Nest lists, objects and selections less deeply.";
    }
  }

  /** Too many fields of input objects in the variables. */
  record TooManyInputs(int maximum) implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_MANY_INPUTS.code;
    }

    @Override
    public String message() {
      return "The variables hold more than the "
          + maximum
          + " fields of input objects that are allowed.";
    }

    @Override
    public String help() {
      return RequestCode.TOO_MANY_INPUTS.remedy;
    }
  }

  /** An introspection that would multiply the schema by itself. */
  record TooMuchIntrospection(String reason, List<Location> locations, List<Object> path)
      implements LimitProblem {
    @Override
    public String code() {
      return RequestCode.TOO_MUCH_INTROSPECTION.code;
    }

    @Override
    public String message() {
      return "The introspection is too large: " + reason + ".";
    }

    @Override
    public String help() {
      return RequestCode.TOO_MUCH_INTROSPECTION.remedy;
    }
  }
}
