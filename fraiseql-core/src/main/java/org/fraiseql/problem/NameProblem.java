package org.fraiseql.problem;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document or its variables use a name that nothing has. */
public sealed interface NameProblem extends RequestProblem {

  /**
   * A type has no such field.
   *
   * @param members those object types that the type can be that do have it; empty where suggestions
   *     are switched off
   */
  record UnknownField(
      String name,
      String type,
      Hint hint,
      List<String> members,
      List<Location> locations,
      List<Object> path)
      implements NameProblem {

    /** How many types a message names beside the first. */
    private static final int OTHERS = 4;

    @Override
    public String code() {
      return RequestCode.UNKNOWN_FIELD.code;
    }

    @Override
    public String message() {
      return "The type " + type + " has no field '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      if (members.isEmpty()) {
        return hint.sentence();
      }
      String more = members.size() == 1 ? "." : ", and the same for " + others() + ".";
      return "Say of which type: ... on " + members.getFirst() + " { " + name + " }" + more;
    }

    private String others() {
      int more = members.size() - 1 - OTHERS;
      String shown = members.stream().skip(1).limit(OTHERS).collect(joining(", "));
      return more > 0 ? shown + " and " + more + " more" : shown;
    }
  }

  /** A field ({@code Query.products}) or directive ({@code @skip}) takes no such argument. */
  record UnknownArgument(
      String name, String owner, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_ARGUMENT.code;
    }

    @Override
    public String message() {
      return owner + " takes no argument '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /**
   * An input type has no such field or operator; {@code where} is its place, such as {@code
   * $filter.name}.
   */
  record UnknownInputField(
      String name,
      String type,
      String where,
      Hint hint,
      List<Location> locations,
      List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_INPUT_FIELD.code;
    }

    @Override
    public String message() {
      return where + ": " + type + " has no field or operator '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** An enum has no such value. */
  record UnknownEnumValue(
      String name,
      String type,
      String where,
      Hint hint,
      List<Location> locations,
      List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_ENUM_VALUE.code;
    }

    @Override
    public String message() {
      return where + ": " + type + " has no value '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** The schema has no such type. */
  record UnknownType(String name, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_TYPE.code;
    }

    @Override
    public String message() {
      return "There is no type '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** The document has no such fragment. */
  record UnknownFragment(String name, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_FRAGMENT.code;
    }

    @Override
    public String message() {
      return "The document defines no fragment '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** The schema has no such directive. */
  record UnknownDirective(String name, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_DIRECTIVE.code;
    }

    @Override
    public String message() {
      return "There is no directive '@" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** An operation does not define a variable that it uses. */
  record UnknownVariable(
      String name, String operation, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_VARIABLE.code;
    }

    @Override
    public String message() {
      return operation + " uses the variable '$" + name + "' and does not define it.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }
}
