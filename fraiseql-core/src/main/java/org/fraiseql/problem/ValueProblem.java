package org.fraiseql.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value cannot be used where it stands. {@code where} names that place: {@code $filter.name.eq}
 * inside variables, {@code products(where.name.eq)} inside the document.
 */
public sealed interface ValueProblem extends RequestProblem {

  /** A value of another type; {@code found} shows it, shortened. */
  record WrongValue(
      String where,
      String expected,
      String found,
      @Nullable String help,
      List<Location> locations,
      List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.WRONG_VALUE.code;
    }

    @Override
    public String message() {
      return where + " must be " + expected + ", but is " + found + ".";
    }
  }

  /** No value, or null, where there must be one. */
  record MissingValue(
      String where, String expected, boolean isNull, List<Location> locations, List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.MISSING_VALUE.code;
    }

    @Override
    public String message() {
      return where
          + (isNull ? " is null, but must be " : " is missing; it must be ")
          + expected
          + ".";
    }

    @Override
    public String help() {
      return "Give " + where + " a value.";
    }
  }

  /** A string that PostgreSQL cannot store. */
  record UnfitText(String where, String defect, List<Location> locations, List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.UNFIT_TEXT.code;
    }

    @Override
    public String message() {
      return where + " holds " + defect + ".";
    }

    @Override
    public String help() {
      return RequestCode.UNFIT_TEXT.remedy;
    }
  }

  /** None or several fields where exactly one must be given. */
  record NotExactlyOne(
      String where, String type, int given, List<Location> locations, List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.NOT_EXACTLY_ONE.code;
    }

    @Override
    public String message() {
      return where
          + ": exactly one field of "
          + type
          + " must be given and not be null, but there are "
          + given
          + ".";
    }

    @Override
    public String help() {
      return RequestCode.NOT_EXACTLY_ONE.remedy;
    }
  }

  /** Arguments of one field that exclude one another. */
  record ConflictingArguments(
      String field, String one, String other, List<Location> locations, List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.CONFLICTING_ARGUMENTS.code;
    }

    @Override
    public String message() {
      return field + " cannot take '" + one + "' together with '" + other + "'.";
    }

    @Override
    public String help() {
      return "Page forward with first and after, or backward with last and before.";
    }
  }

  /** A negative number of rows. */
  record NegativeNumber(String where, String value, List<Location> locations, List<Object> path)
      implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.NEGATIVE_NUMBER.code;
    }

    @Override
    public String message() {
      return where + " is " + value + ", but must not be negative.";
    }

    @Override
    public String help() {
      return "Give " + where + " zero or a positive number.";
    }
  }

  /** A cursor that is damaged, or of another list or order. */
  record MalformedCursor(String cursor) implements ValueProblem {
    @Override
    public String code() {
      return RequestCode.MALFORMED_CURSOR.code;
    }

    @Override
    public String message() {
      return "The cursor '" + cursor + "' is not one of this list in this order.";
    }

    @Override
    public String help() {
      return RequestCode.MALFORMED_CURSOR.remedy;
    }
  }
}
