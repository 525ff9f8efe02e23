package org.fraiseql.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The GraphQL scalars of Java's classes. */
final class Scalars {

  private static final Map<Class<?>, String> NAMES =
      Map.ofEntries(
          Map.entry(String.class, "String"),
          Map.entry(boolean.class, "Boolean"),
          Map.entry(Boolean.class, "Boolean"),
          Map.entry(short.class, "Int"),
          Map.entry(Short.class, "Int"),
          Map.entry(int.class, "Int"),
          Map.entry(Integer.class, "Int"),
          Map.entry(long.class, "Long"),
          Map.entry(Long.class, "Long"),
          Map.entry(float.class, "Float"),
          Map.entry(Float.class, "Float"),
          Map.entry(double.class, "Float"),
          Map.entry(Double.class, "Float"),
          Map.entry(BigDecimal.class, "Decimal"),
          Map.entry(BigInteger.class, "Decimal"),
          Map.entry(UUID.class, "UUID"),
          Map.entry(OffsetDateTime.class, "DateTime"),
          Map.entry(ZonedDateTime.class, "DateTime"),
          Map.entry(Instant.class, "DateTime"),
          Map.entry(LocalDateTime.class, "LocalDateTime"),
          Map.entry(LocalDate.class, "Date"),
          Map.entry(LocalTime.class, "LocalTime"),
          Map.entry(OffsetTime.class, "Time"),
          Map.entry(JsonNode.class, "JSON"),
          Map.entry(Map.class, "JSON"),
          Map.entry(Object.class, "JSON"));

  private Scalars() {}

  /** The scalar that carries values of the class; null if none does. */
  static @Nullable String of(Class<?> type) {
    return NAMES.get(type);
  }
}
