package org.fraiseql.schema;

import graphql.Scalars;
import graphql.schema.GraphQLScalarType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.jspecify.annotations.Nullable;

/** The GraphQL scalars of PostgreSQL's types. All that are here are shared and immutable. */
final class ScalarTypes {

  static final GraphQLScalarType LONG =
      scalar(
          "Long",
          "A whole number of 64 bits (`int8`), a JSON number. As input also a string, for clients"
              + " whose numbers lose digits beyond 2^53.",
          null,
          ValueSyntax::int64);

  static final GraphQLScalarType JSON =
      scalar(
          "JSON",
          "Any JSON value (`json`, `jsonb`, and what has no type that is known).",
          "https://www.rfc-editor.org/rfc/rfc8259.html",
          JsonText::of);

  private static final GraphQLScalarType DECIMAL =
      scalar(
          "Decimal",
          "A decimal number with all its digits (`numeric`), a JSON number; `NaN` and `Infinity`"
              + " are strings. As input a number or a string.",
          null,
          ValueSyntax::decimal);

  private static final GraphQLScalarType UUID =
      scalar(
          "UUID",
          "A UUID (`uuid`).",
          "https://www.rfc-editor.org/rfc/rfc9562.html",
          ValueSyntax::uuid);

  private static final GraphQLScalarType DATE_TIME =
      scalar(
          "DateTime",
          "A point in time (`timestamptz`): ISO 8601 with an offset, or `infinity`, `-infinity`.",
          "https://www.rfc-editor.org/rfc/rfc3339.html",
          ValueSyntax::timestampWithOffset);

  private static final GraphQLScalarType LOCAL_DATE_TIME =
      scalar(
          "LocalDateTime",
          "A date and time of day without an offset (`timestamp`): ISO 8601, or `infinity`,"
              + " `-infinity`.",
          null,
          ValueSyntax::timestamp);

  private static final GraphQLScalarType DATE =
      scalar(
          "Date",
          "A calendar date (`date`): ISO 8601, or `infinity`, `-infinity`.",
          null,
          ValueSyntax::date);

  private static final GraphQLScalarType LOCAL_TIME =
      scalar("LocalTime", "A time of day (`time`): ISO 8601.", null, ValueSyntax::time);

  private static final GraphQLScalarType TIME =
      scalar(
          "Time",
          "A time of day with an offset (`timetz`): ISO 8601.",
          null,
          ValueSyntax::timeWithOffset);

  private static final GraphQLScalarType INTERVAL =
      scalar(
          "Interval",
          "A span of time (`interval`), in years, months, days and seconds. As input an ISO 8601"
              + " duration or PostgreSQL's own form.",
          null,
          ValueSyntax::interval);

  private static final GraphQLScalarType BYTES =
      scalar("Bytes", "Bytes (`bytea`) in hexadecimal after `\\x`.", null, ValueSyntax::bytes);

  private static final Map<String, GraphQLScalarType> BUILT_IN =
      Map.ofEntries(
          Map.entry("bool", Scalars.GraphQLBoolean),
          Map.entry("int2", Scalars.GraphQLInt),
          Map.entry("int4", Scalars.GraphQLInt),
          Map.entry("int8", LONG),
          Map.entry("numeric", DECIMAL),
          Map.entry("float4", Scalars.GraphQLFloat),
          Map.entry("float8", Scalars.GraphQLFloat),
          Map.entry("uuid", UUID),
          Map.entry("text", Scalars.GraphQLString),
          Map.entry("varchar", Scalars.GraphQLString),
          Map.entry("bpchar", Scalars.GraphQLString),
          Map.entry("char", Scalars.GraphQLString),
          Map.entry("name", Scalars.GraphQLString),
          Map.entry("unknown", Scalars.GraphQLString),
          Map.entry("timestamptz", DATE_TIME),
          Map.entry("timestamp", LOCAL_DATE_TIME),
          Map.entry("date", DATE),
          Map.entry("time", LOCAL_TIME),
          Map.entry("timetz", TIME),
          Map.entry("interval", INTERVAL),
          Map.entry("json", JSON),
          Map.entry("jsonb", JSON),
          Map.entry("bytea", BYTES));

  private final TypeNames names;
  private final Map<String, GraphQLScalarType> others = new HashMap<>();

  ScalarTypes(TypeNames names) {
    this.names = names;
  }

  /** The names that no other type may have. */
  static List<String> reserved() {
    return BUILT_IN.values().stream().map(GraphQLScalarType::getName).distinct().sorted().toList();
  }

  /** The scalar of that name, which stands for one of PostgreSQL's own types. */
  static GraphQLScalarType named(String name) {
    return BUILT_IN.values().stream()
        .filter(scalar -> scalar.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The scalar of a type that is neither enum, array nor domain. */
  GraphQLScalarType of(PgType type) {
    GraphQLScalarType shared = shared(type);
    return shared == null ? other(type) : shared;
  }

  /** The scalar of a type that does not have one named after itself. */
  static @Nullable GraphQLScalarType shared(PgType type) {
    if (type.kind() == PgType.Kind.COMPOSITE) {
      return JSON;
    }
    if (type.context().equals("pg_catalog")) {
      return BUILT_IN.get(type.name());
    }
    if (type.kind() == PgType.Kind.BASE) {
      if (type.name().equals("citext")) {
        return Scalars.GraphQLString;
      }
      if (type.isJson()) {
        return JSON;
      }
    }
    return null;
  }

  private GraphQLScalarType other(PgType type) {
    String key = type.context() + "." + type.name();
    GraphQLScalarType known = others.get(key);
    if (known != null) {
      return known;
    }
    String name = names.claimFor(type);
    String comment = CommentText.of(type.comment(), CommentText.On.TYPE).description();
    String carried = "PostgreSQL's `" + type.name() + "`, carried as text.";
    GraphQLScalarType made =
        scalar(
            name, comment == null ? carried : comment + "\n\n" + carried, null, ValueSyntax::text);
    others.put(key, made);
    return made;
  }

  private static GraphQLScalarType scalar(
      String name, String description, @Nullable String url, Function<Object, String> check) {
    GraphQLScalarType.Builder builder =
        GraphQLScalarType.newScalar()
            .name(name)
            .description(description)
            .coercing(new TextCoercing(check));
    return (url == null ? builder : builder.specifiedByUrl(url)).build();
  }
}
