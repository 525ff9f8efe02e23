package org.fraiseql.schema;

import graphql.schema.GraphQLScalarType;
import java.util.Map;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.jspecify.annotations.Nullable;

/** Which Java types carry which PostgreSQL types, and what both are called in problems. */
final class Spelling {

  /** A scalar of Java that holds all values of another. */
  private static final Map<String, Set<String>> HOLDS =
      Map.of(
          "Long", Set.of("Int"),
          "Decimal", Set.of("Int", "Long"),
          "Float", Set.of("Int"),
          "String",
              Set.of(
                  "Interval", "Bytes", "DateTime", "LocalDateTime", "Date", "LocalTime", "Time"));

  private static final Map<String, String> JAVA =
      Map.ofEntries(
          Map.entry("String", "String"),
          Map.entry("Boolean", "boolean"),
          Map.entry("Int", "int"),
          Map.entry("Long", "long"),
          Map.entry("Float", "double"),
          Map.entry("Decimal", "BigDecimal"),
          Map.entry("UUID", "UUID"),
          Map.entry("DateTime", "OffsetDateTime"),
          Map.entry("LocalDateTime", "LocalDateTime"),
          Map.entry("Date", "LocalDate"),
          Map.entry("LocalTime", "LocalTime"),
          Map.entry("Time", "OffsetTime"),
          Map.entry("JSON", "JsonNode"));

  private static final Map<String, String> SQL =
      Map.ofEntries(
          Map.entry("String", "text"),
          Map.entry("Boolean", "boolean"),
          Map.entry("Int", "integer"),
          Map.entry("Long", "bigint"),
          Map.entry("Float", "double precision"),
          Map.entry("Decimal", "numeric"),
          Map.entry("UUID", "uuid"),
          Map.entry("DateTime", "timestamptz"),
          Map.entry("LocalDateTime", "timestamp"),
          Map.entry("Date", "date"),
          Map.entry("LocalTime", "time"),
          Map.entry("Time", "timetz"),
          Map.entry("JSON", "jsonb"));

  private Spelling() {}

  /** Whether a Java scalar holds all values of the PostgreSQL type, which is no array. */
  static boolean carries(String graphql, PgType type) {
    GraphQLScalarType shared =
        type.kind() == PgType.Kind.ENUM ? null : ScalarTypes.shared(type.base());
    if (shared == null) {
      // Enums, ranges and types of extensions are carried as text.
      return graphql.equals("String");
    }
    return shared.getName().equals(graphql)
        || HOLDS.getOrDefault(graphql, Set.of()).contains(shared.getName());
  }

  static boolean isJson(JavaType java) {
    return java instanceof JavaType.Scalar scalar && scalar.graphql().equals("JSON");
  }

  /** As Java writes it. */
  static String of(JavaType java) {
    return java instanceof JavaType.ListOf(Class<?> raw, JavaType element, boolean _)
        ? raw.getSimpleName() + "<" + of(element) + ">"
        : java.raw().getSimpleName();
  }

  /** As Java writes what can be null. */
  static String boxed(JavaType java) {
    return switch (java.raw().getName()) {
      case "int" -> "Integer";
      case "boolean" -> "Boolean";
      case "long" -> "Long";
      case "double" -> "Double";
      case "float" -> "Float";
      case "short" -> "Short";
      default -> of(java);
    };
  }

  /** What stands in a document, in words. */
  static String of(Shape shape) {
    return switch (shape) {
      case ObjectShape _ -> "an object";
      case ListShape(Shape.Slot element) -> "a list, each element " + of(element.shape());
      case ScalarShape(PgType type) -> type.spelling();
      case OpaqueShape(String reason) -> "JSON about which nothing more is known (" + reason + ")";
    };
  }

  /** A Java type for it. */
  static String javaFor(Shape shape) {
    return switch (shape) {
      case ObjectShape _ -> "a record";
      case ListShape(Shape.Slot element) -> "List<" + javaFor(element.shape()) + ">";
      case ScalarShape(PgType type) -> javaFor(type);
      case OpaqueShape _ -> "JsonNode";
    };
  }

  /** A Java type for it. */
  static String javaFor(PgType type) {
    PgType base = type.base();
    if (base.kind() == PgType.Kind.ARRAY) {
      return base.element() == null ? "JsonNode" : "List<" + element(base.element()) + ">";
    }
    if (base.kind() == PgType.Kind.ENUM) {
      return "an enum or String";
    }
    GraphQLScalarType shared = ScalarTypes.shared(base);
    return shared == null ? "String" : JAVA.getOrDefault(shared.getName(), "String");
  }

  private static String element(PgType type) {
    return switch (javaFor(type)) {
      case "int" -> "Integer";
      case "boolean" -> "Boolean";
      case "long" -> "Long";
      case "double" -> "Double";
      case String other -> other;
    };
  }

  /** What to do in the database. */
  static String remedy(JavaType java, String key, String of) {
    if (java instanceof JavaType.Enumeration) {
      return "make an enum of it: CREATE TYPE … AS ENUM (…)";
    }
    @Nullable String sql =
        java instanceof JavaType.Scalar scalar ? SQL.get(scalar.graphql()) : null;
    if (sql == null) {
      return "change the " + of;
    }
    return of.equals("view")
        ? "cast " + key + " to " + sql + " in the view"
        : "let " + key + " be " + sql;
  }
}
