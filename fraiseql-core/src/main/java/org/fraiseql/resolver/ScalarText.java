package org.fraiseql.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.UUID;
import org.fraiseql.declaration.JavaJson;
import org.fraiseql.sql.JsonStrings;

/** Java's values as JSON, in the form in which PostgreSQL writes values of the same scalar. */
final class ScalarText {

  private ScalarText() {}

  /**
   * @param scalar the name of the GraphQL scalar or enum
   * @throws IllegalArgumentException if the value is none of a scalar
   */
  static String of(Object value, String scalar) {
    return scalar.equals("JSON") ? JavaJson.text(value) : of(value);
  }

  private static String of(Object value) {
    return switch (value) {
      case String text -> JsonStrings.quote(text);
      case Boolean flag -> flag.toString();
      case Short number -> number.toString();
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case BigInteger number -> number.toString();
      case BigDecimal number -> number.toPlainString();
      case Double number -> number(number, number.toString(), 15);
      case Float number -> number(number, number.toString(), 6);
      case UUID id -> JsonStrings.quote(id.toString());
      case Enum<?> constant -> JsonStrings.quote(constant.name());
      case JsonNode tree -> JavaJson.text(tree);
      case TemporalAccessor time -> JsonStrings.quote(time(time));
      default -> throw new IllegalArgumentException("no scalar: " + value.getClass().getName());
    };
  }

  /** PostgreSQL's own form: the fewest digits that tell the number, a power of ten if it is far. */
  private static String number(double value, String shortest, int digits) {
    if (!Double.isFinite(value)) {
      return JsonStrings.quote(shortest);
    }
    if (value == 0) {
      return shortest.startsWith("-") ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(shortest).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      return exact.toPlainString();
    }
    String mantissa = exact.movePointLeft(exponent).toPlainString();
    return mantissa
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String time(TemporalAccessor value) {
    return switch (value) {
      case Instant time -> time(time.atOffset(ZoneOffset.UTC));
      case ZonedDateTime time -> time(time.toOffsetDateTime());
      case OffsetDateTime time -> {
        LocalDateTime utc = rounded(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        yield of(utc) + "+00:00" + era(utc);
      }
      case LocalDateTime time -> of(rounded(time)) + era(time);
      case LocalDate date -> date(date) + era(date);
      case LocalTime time -> clock(time);
      case OffsetTime time -> clock(time.toLocalTime()) + offset(time.getOffset());
      default -> throw new IllegalArgumentException("no scalar: " + value.getClass().getName());
    };
  }

  private static String of(LocalDateTime time) {
    return date(time.toLocalDate()) + "T" + clock(time.toLocalTime());
  }

  /** PostgreSQL has microseconds. */
  private static LocalDateTime rounded(LocalDateTime time) {
    return time.plusNanos(500).withNano(time.plusNanos(500).getNano() / 1_000 * 1_000);
  }

  private static String date(LocalDate date) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(TemporalAccessor date) {
    return date.get(ChronoField.YEAR) > 0 ? "" : " BC";
  }

  private static String clock(LocalTime time) {
    String seconds =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    int micros = time.getNano() / 1_000;
    return micros == 0
        ? seconds
        : seconds + String.format(Locale.ROOT, ".%06d", micros).replaceFirst("0+$", "");
  }

  /** Of a time of day, PostgreSQL writes no more of the offset than there is. */
  private static String offset(ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    String sign = offset.getTotalSeconds() < 0 ? "-" : "+";
    String hours = String.format(Locale.ROOT, "%s%02d", sign, seconds / 3_600);
    if (seconds % 3_600 == 0) {
      return hours;
    }
    String minutes = String.format(Locale.ROOT, ":%02d", seconds / 60 % 60);
    return seconds % 60 == 0
        ? hours + minutes
        : hours + minutes + String.format(Locale.ROOT, ":%02d", seconds % 60);
  }
}
