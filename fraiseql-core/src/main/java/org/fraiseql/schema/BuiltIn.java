package org.fraiseql.schema;

import java.util.List;
import java.util.Map;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.JavaType;

/** PostgreSQL's own types for Java's, where nothing in the database says the type. */
final class BuiltIn {

  /** By GraphQL scalar: the name in the catalogue, and that for casts. */
  private static final Map<String, List<String>> TYPES =
      Map.ofEntries(
          Map.entry("String", List.of("text", "text")),
          Map.entry("Boolean", List.of("bool", "boolean")),
          Map.entry("Int", List.of("int4", "integer")),
          Map.entry("Long", List.of("int8", "bigint")),
          Map.entry("Float", List.of("float8", "double precision")),
          Map.entry("Decimal", List.of("numeric", "numeric")),
          Map.entry("UUID", List.of("uuid", "uuid")),
          Map.entry("DateTime", List.of("timestamptz", "timestamp with time zone")),
          Map.entry("LocalDateTime", List.of("timestamp", "timestamp without time zone")),
          Map.entry("Date", List.of("date", "date")),
          Map.entry("LocalTime", List.of("time", "time without time zone")),
          Map.entry("Time", List.of("timetz", "time with time zone")),
          Map.entry("JSON", List.of("jsonb", "jsonb")));

  private static final List<String> TEXT = List.of("text", "text");

  private BuiltIn() {}

  /** An enum is text; a record is jsonb; a list is an array. */
  static PgType of(JavaType type) {
    return switch (type) {
      case JavaType.Scalar scalar -> named(TYPES.getOrDefault(scalar.graphql(), TEXT));
      case JavaType.Enumeration _ -> named(TEXT);
      case JavaType.OfRecord _, JavaType.OfSealed _ -> named(List.of("jsonb", "jsonb"));
      case JavaType.ListOf list -> {
        PgType element = of(list.element());
        yield new PgType(
            "pg_catalog",
            "_" + element.name(),
            element.sqlName() + "[]",
            PgType.Kind.ARRAY,
            element,
            List.of(),
            List.of(),
            false,
            null);
      }
    };
  }

  private static PgType named(List<String> names) {
    return new PgType(
        "pg_catalog",
        names.getFirst(),
        names.getLast(),
        PgType.Kind.BASE,
        null,
        List.of(),
        List.of(),
        false,
        null);
  }
}
