package org.fraiseql.resolver;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.fraiseql.declaration.JavaJson;
import org.jspecify.annotations.Nullable;

/** Scalars that a client gave, in the form that PostgreSQL reads, as Java's values. */
final class ScalarReader {

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();

  private static final DateTimeFormatter OFFSET_DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DATE_TIME)
          .parseLenient()
          .appendOffset("+HH:mm:ss", "Z")
          .toFormatter();

  private static final DateTimeFormatter OFFSET_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .parseLenient()
          .appendOffset("+HH:mm:ss", "Z")
          .toFormatter();

  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(Short.class, Short::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(Float.class, ScalarReader::finiteFloat),
          Map.entry(Double.class, ScalarReader::finiteDouble),
          Map.entry(BigDecimal.class, BigDecimal::new),
          Map.entry(BigInteger.class, text -> new BigDecimal(text).toBigIntegerExact()),
          Map.entry(UUID.class, UUID::fromString),
          Map.entry(OffsetDateTime.class, ScalarReader::offsetDateTime),
          Map.entry(ZonedDateTime.class, text -> offsetDateTime(text).toZonedDateTime()),
          Map.entry(Instant.class, text -> offsetDateTime(text).toInstant()),
          Map.entry(LocalDateTime.class, text -> LocalDateTime.parse(iso(text), DATE_TIME)),
          Map.entry(LocalDate.class, text -> LocalDate.parse(iso(text))),
          Map.entry(LocalTime.class, LocalTime::parse),
          Map.entry(OffsetTime.class, text -> OffsetTime.parse(text, OFFSET_TIME)));

  private ScalarReader() {}

  /**
   * @param value text, or a Boolean; of JSON its text
   * @return null if the type cannot hold it
   */
  static @Nullable Object read(Class<?> type, String scalar, Object value) {
    if (scalar.equals("JSON")) {
      JsonNode tree = JavaJson.tree(value.toString());
      return type == JsonNode.class ? tree : plain(type, tree);
    }
    if (value instanceof Boolean) {
      return value;
    }
    Function<String, Object> reader = READERS.get(boxed(type));
    if (reader == null) {
      throw new IllegalStateException("No values of " + type + " come from clients");
    }
    try {
      return reader.apply(value.toString());
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      return null;
    }
  }

  /** A Map where that is declared, or whatever fits the JSON. */
  private static @Nullable Object plain(Class<?> type, JsonNode tree) {
    Object value = JavaJson.mapper().convertValue(tree, Object.class);
    return type.isInstance(value) ? value : null;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static Float finiteFloat(String text) {
    float value = Float.parseFloat(text);
    if (Float.isInfinite(value)) {
      throw new ArithmeticException("too large");
    }
    return value;
  }

  private static Double finiteDouble(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new ArithmeticException("too large");
    }
    return value;
  }

  private static OffsetDateTime offsetDateTime(String text) {
    return OffsetDateTime.parse(iso(text), OFFSET_DATE_TIME);
  }

  /** Java has the year 0 for 1 BC, and signs for years that have not four digits. */
  private static String iso(String text) {
    int hyphen = text.indexOf('-');
    if (hyphen < 1) {
      return text;
    }
    boolean beforeChrist = text.endsWith(" BC");
    int year = Integer.parseInt(text.substring(0, hyphen));
    String rest = text.substring(hyphen, beforeChrist ? text.length() - 3 : text.length());
    int signed = beforeChrist ? 1 - year : year;
    String sign = signed > 9_999 ? "+" : signed < 0 ? "-" : "";
    return sign + String.format(Locale.ROOT, "%04d", Math.abs(signed)) + rest;
  }
}
