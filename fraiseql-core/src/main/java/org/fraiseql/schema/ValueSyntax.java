package org.fraiseql.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks what a client gives for a value and answers the text that PostgreSQL is to read. All throw
 * {@link IllegalArgumentException} with a sentence for the client.
 */
final class ValueSyntax {

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,25}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,6})?");
  private static final Pattern NOT_FINITE = Pattern.compile("NaN|-?Infinity");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern BYTES = Pattern.compile("\\\\x([0-9a-fA-F]{2})*");
  private static final String DATE = "(\\d{4,7})-(\\d\\d)-(\\d\\d)";
  private static final String TIME = "(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.\\d{1,9})?)?";
  private static final String OFFSET = "(?:Z|[+-](\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?)?)";
  private static final Pattern DATE_FORM = Pattern.compile(DATE + "( BC)?");
  private static final Pattern TIME_FORM = Pattern.compile(TIME);
  private static final Pattern TIMETZ_FORM = Pattern.compile(TIME + OFFSET);
  private static final Pattern TIMESTAMP_FORM = Pattern.compile(DATE + "T" + TIME + "( BC)?");
  private static final Pattern TIMESTAMPTZ_FORM =
      Pattern.compile(DATE + "T" + TIME + OFFSET + "( BC)?");
  private static final Pattern INFINITE = Pattern.compile("-?infinity");
  private static final Pattern ISO_DURATION =
      Pattern.compile(
          "P(?=.)(-?\\d+Y)?(-?\\d+M)?(-?\\d+W)?(-?\\d+D)?"
              + "(T(?=.)(-?\\d+H)?(-?\\d+M)?(-?\\d+(\\.\\d+)?S)?)?");
  private static final Pattern VERBOSE_INTERVAL =
      Pattern.compile(
          "(?=.)([+-]?\\d+ (years?|mons?|days?)( (?=.)|$))*([+-]?\\d+:\\d\\d(:\\d\\d(\\.\\d+)?)?)?");

  // The limits of PostgreSQL's numeric: digits before and after the decimal point.
  private static final int NUMERIC_BEFORE = 131_072;
  private static final int NUMERIC_AFTER = 16_383;

  private ValueSyntax() {}

  /** Any text that PostgreSQL can store. */
  static String text(Object input) {
    String text = string(input, "a string");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException("A string must not contain the character U+0000.");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new IllegalArgumentException("A string must not contain half a surrogate pair.");
        }
        i++;
      }
    }
    return text;
  }

  static String int64(Object input) {
    BigInteger number;
    if (input instanceof BigInteger big) {
      number = big;
    } else if (input instanceof Integer || input instanceof Long || input instanceof Short) {
      number = BigInteger.valueOf(((Number) input).longValue());
    } else if (input instanceof BigDecimal decimal && isWhole(decimal)) {
      number = decimal.toBigIntegerExact();
    } else if (input instanceof Double d && d == Math.rint(d) && Math.abs(d) < 0x1p53) {
      number = BigInteger.valueOf(d.longValue());
    } else if (input instanceof String s && INTEGER.matcher(s).matches()) {
      number = new BigInteger(s);
    } else {
      throw wrong(input, "a whole number, as a number or a string");
    }
    if (number.compareTo(LONG_MIN) < 0 || number.compareTo(LONG_MAX) > 0) {
      throw wrong(input, "a whole number from " + LONG_MIN + " to " + LONG_MAX);
    }
    return number.toString();
  }

  private static boolean isWhole(BigDecimal decimal) {
    // the precision is looked at first, or 1e999999999 would be written out
    return decimal.precision() - (long) decimal.scale() < 25
        && decimal.scale() < 25
        && decimal.stripTrailingZeros().scale() <= 0;
  }

  static String decimal(Object input) {
    BigDecimal number =
        switch (input) {
          case BigDecimal decimal -> decimal;
          case BigInteger integer -> new BigDecimal(integer);
          case Integer i -> BigDecimal.valueOf(i);
          case Long l -> BigDecimal.valueOf(l);
          case Double d when Double.isFinite(d) -> new BigDecimal(d.toString());
          case String s when NOT_FINITE.matcher(s).matches() -> null;
          case String s when s.length() <= 200_000 && DECIMAL.matcher(s).matches() ->
              new BigDecimal(s);
          default -> throw wrong(input, "a decimal number, as a number or a string");
        };
    if (number == null) {
      return (String) input;
    }
    long before = (long) number.precision() - number.scale();
    if (before > NUMERIC_BEFORE || number.scale() > NUMERIC_AFTER) {
      throw wrong(
          input,
          "a decimal number with at most 131072 digits before the decimal point and"
              + " 16383 after it");
    }
    return number.toString();
  }

  static String uuid(Object input) {
    return input instanceof String text && isCanonicalUuid(text)
        ? text
        : matching(input, UUID_FORM, "a UUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  }

  /** The usual form, told without a regular expression: most requests have one. */
  private static boolean isCanonicalUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      char c = text.charAt(i);
      if (hyphen ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  static String bytes(Object input) {
    return matching(input, BYTES, "bytes in hexadecimal such as \\x00ff");
  }

  static String date(Object input) {
    String expected = "a date such as 2024-02-29, or infinity";
    String text = string(input, expected);
    if (!INFINITE.matcher(text).matches()) {
      Matcher matcher = DATE_FORM.matcher(text);
      boolean right = matcher.matches() && isDate(matcher, matcher.group(4) != null, 5_874_897);
      require(right, input, expected);
    }
    return text;
  }

  static String time(Object input) {
    String expected = "a time of day such as 23:59:59.5";
    Matcher matcher = TIME_FORM.matcher(string(input, expected));
    require(matcher.matches() && isTime(matcher, 1), input, expected);
    return matcher.group();
  }

  static String timeWithOffset(Object input) {
    String expected = "a time of day with an offset such as 23:59:59+02:00";
    Matcher matcher = TIMETZ_FORM.matcher(string(input, expected));
    require(matcher.matches() && isTime(matcher, 1) && isOffset(matcher, 4), input, expected);
    return matcher.group();
  }

  static String timestamp(Object input) {
    String expected = "a date and time such as 2024-02-29T23:59:59, or infinity";
    String text = string(input, expected);
    if (!INFINITE.matcher(text).matches()) {
      Matcher matcher = TIMESTAMP_FORM.matcher(text);
      boolean right =
          matcher.matches()
              && isDate(matcher, matcher.group(7) != null, 294_276)
              && isTime(matcher, 4);
      require(right, input, expected);
    }
    return text;
  }

  static String timestampWithOffset(Object input) {
    String expected =
        "a date and time with an offset such as 2024-02-29T23:59:59Z or"
            + " 2024-02-29T23:59:59+02:00, or infinity";
    String text = string(input, expected);
    if (!INFINITE.matcher(text).matches()) {
      Matcher matcher = TIMESTAMPTZ_FORM.matcher(text);
      boolean right =
          matcher.matches()
              && isDate(matcher, matcher.group(10) != null, 294_276)
              && isTime(matcher, 4)
              && isOffset(matcher, 7);
      require(right, input, expected);
    }
    return text;
  }

  static String interval(Object input) {
    String expected = "a duration such as P1DT2H30M or '1 day 02:30:00'";
    String text = string(input, expected);
    boolean right =
        text.length() <= 200
            && (ISO_DURATION.matcher(text).matches() || VERBOSE_INTERVAL.matcher(text).matches());
    require(right, input, expected);
    return text;
  }

  /** Year, month and day are the groups 1 to 3. */
  private static boolean isDate(Matcher matcher, boolean beforeChrist, int lastYear) {
    int year = number(matcher, 1);
    if (year < 1 || year > (beforeChrist ? 4_713 : lastYear)) {
      return false;
    }
    try {
      // 1 BC is the astronomical year 0
      var ignored =
          LocalDate.of(beforeChrist ? 1 - year : year, number(matcher, 2), number(matcher, 3));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean isTime(Matcher matcher, int group) {
    int hour = number(matcher, group);
    int minute = number(matcher, group + 1);
    int second = number(matcher, group + 2);
    // 24:00:00 is a time of day in PostgreSQL
    return (hour < 24 && minute < 60 && second < 60) || (hour == 24 && minute + second == 0);
  }

  private static boolean isOffset(Matcher matcher, int group) {
    return number(matcher, group) < 16
        && number(matcher, group + 1) < 60
        && number(matcher, group + 2) < 60;
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String matching(Object input, Pattern pattern, String expected) {
    String text = string(input, expected);
    require(pattern.matcher(text).matches(), input, expected);
    return text;
  }

  private static String string(Object input, String expected) {
    if (input instanceof String text) {
      return text;
    }
    throw wrong(input, expected);
  }

  private static void require(boolean right, Object input, String expected) {
    if (!right) {
      throw wrong(input, expected);
    }
  }

  private static IllegalArgumentException wrong(Object input, String expected) {
    String shown = input instanceof String s ? "'" + s + "'" : String.valueOf(input);
    if (shown.length() > 60) {
      shown = shown.substring(0, 57) + "…";
    }
    return new IllegalArgumentException("Expected " + expected + ", got " + shown + ".");
  }
}
