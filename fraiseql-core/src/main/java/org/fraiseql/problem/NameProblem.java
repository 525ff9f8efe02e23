package org.fraiseql.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document or its variables use a name that nothing has. */
public sealed interface NameProblem extends RequestProblem {

  /** A type has no such field. */
  record UnknownField(
      String name, String type, Hint hint, List<Location> locations, List<Object> path)
      implements NameProblem {
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
      return hint.sentence();
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
