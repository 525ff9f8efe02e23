package org.fraiseql.repository;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.fraiseql.catalog.PgType;
import org.fraiseql.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Java values as clients of GraphQL would send them in JSON. Thread-safe. */
final class Values {

  private final Schema schema;

  Values(Schema schema) {
    this.schema = schema;
  }

  /** A value for something of that type, or of its elements. */
  Object of(Object value, PgType type) {
    PgType single = type.base().single().base();
    if (single.isJson()) {
      return json(value);
    }
    if (single.kind() == PgType.Kind.ENUM) {
      return enumName(plain(value).toString(), single);
    }
    return plain(value);
  }

  /** JSON of any form, as a tree of Java. */
  static Object json(Object value) {
    Object tree = Json.mapper().convertValue(value, Object.class);
    return tree == null ? "null" : tree;
  }

  /** A value of the types of Java that stand for one value of the database. */
  static Object plain(Object value) {
    return switch (value) {
      case Short number -> number.intValue();
      case Byte number -> number.intValue();
      case Float number -> new BigDecimal(number.toString());
      case Character letter -> letter.toString();
      case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
      case Enum<?> constant -> constant(constant);
      case UUID id -> id.toString();
      case JsonNode node -> node.isValueNode() ? node.asText() : node.toString();
      default -> {
        String time = time(value);
        yield time == null ? value : time;
      }
    };
  }

  /** ISO 8601, seconds included. */
  private static @Nullable String time(Object value) {
    return switch (value) {
      case OffsetDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      case ZonedDateTime time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
      case Instant time -> time.toString();
      case LocalDateTime time -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
      case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
      case OffsetTime time -> DateTimeFormatter.ISO_OFFSET_TIME.format(time);
      case java.time.LocalDate date -> date.toString();
      case java.time.Duration span -> span.toString();
      case java.time.Period span -> span.toString();
      default -> null;
    };
  }

  /** An enum's constant as JSON has it: its name, unless it is annotated otherwise. */
  private static String constant(Enum<?> constant) {
    JsonNode written = Json.mapper().valueToTree(constant);
    return written.asText();
  }

  /** By the name, the label, or either but for the case. */
  private String enumName(String given, PgType type) {
    List<String> labels = type.labels();
    for (String label : labels) {
      if (given.equals(schema.graphqlName(type, label))) {
        return given;
      }
    }
    String folded = given.toLowerCase(Locale.ROOT);
    for (String label : labels) {
      String name = schema.graphqlName(type, label);
      if (given.equals(label)
          || name.toLowerCase(Locale.ROOT).equals(folded)
          || label.toLowerCase(Locale.ROOT).equals(folded)) {
        return name;
      }
    }
    return given;
  }

  /** A record, map or tree as a map. */
  static Map<String, @Nullable Object> map(JsonNode node) {
    return Json.mapper().convertValue(node, new TypeReference<>() {});
  }
}
