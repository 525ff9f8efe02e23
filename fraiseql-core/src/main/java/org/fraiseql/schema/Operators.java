package org.fraiseql.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fraiseql.catalog.PgType;
import org.fraiseql.catalog.PgType.Kind;
import org.fraiseql.schema.Operator.Operand;
import org.fraiseql.schema.OperatorTable.Family;
import org.fraiseql.schema.OperatorTable.Row;
import org.fraiseql.schema.OperatorTable.Takes;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/** The operator table applied to PostgreSQL's types. */
public final class Operators {

  private static final Set<String> ORDERED =
      Set.of(
          "int2",
          "int4",
          "int8",
          "numeric",
          "float4",
          "float8",
          "uuid",
          "timestamptz",
          "timestamp",
          "date",
          "time",
          "timetz",
          "interval",
          "money",
          "pg_lsn",
          "macaddr",
          "macaddr8",
          "bit",
          "varbit");
  private static final Set<String> TEXT =
      Set.of("text", "varchar", "bpchar", "char", "name", "unknown");
  private static final Set<String> EQUATED =
      Set.of("bytea", "oid", "xid8", "regclass", "regtype", "regrole", "regnamespace");

  /** Names that mean another type, or a cut one, unless quoted. */
  private static final Set<String> QUOTED = Set.of("bit", "char");

  private static final Pattern SYMBOL = Pattern.compile("\\{([^a-z}]+)}");
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private Operators() {}

  /**
   * PostgreSQL's operator for values of a type, such as {@code =} or, for a type of an extension,
   * {@code OPERATOR("public".=)}.
   */
  public static String symbol(PgType type, String operator) {
    PgType base = type.base();
    boolean extension = base.kind() == Kind.BASE && !base.context().equals("pg_catalog");
    if (!extension) {
      return operator;
    }
    String symbol =
        switch (operator) {
          case "LIKE" -> "~~";
          case "ILIKE" -> "~~*";
          default -> operator;
        };
    return "OPERATOR(" + Identifiers.quote(base.context()) + "." + symbol + ")";
  }

  /**
   * The type that a value compared with this type is cast to: without domains, whose checks are not
   * for operands, and without length or precision, which would cut or round them.
   */
  public static String operandType(PgType type) {
    PgType base = type.base();
    if (base.context().equals("pg_catalog") && base.kind() == Kind.BASE) {
      return switch (base.name()) {
        // wider types that use the same indexes: no operand is out of range or cut
        case "int2" -> "int4";
        case "varchar", "name", "char", "unknown" -> "text";
        case "cidr" -> "inet";
        default -> exact(base);
      };
    }
    return exact(base);
  }

  static Family family(PgType type) {
    PgType base = type.base();
    boolean builtIn = base.context().equals("pg_catalog");
    return switch (base.kind()) {
      case ENUM -> Family.ORDERED;
      case COMPOSITE -> Family.OPAQUE;
      case RANGE, MULTIRANGE -> Family.RANGE;
      case DOMAIN -> Family.OPAQUE;
      case ARRAY -> {
        PgType element = base.element();
        Family inner = element == null ? Family.OPAQUE : family(element);
        yield switch (inner) {
          case OPAQUE, OPAQUE_JSON, JSONB, FULL_TEXT -> Family.OPAQUE_LIST;
          default -> Family.LIST;
        };
      }
      case BASE -> builtIn ? builtInFamily(base.name()) : extensionFamily(base.name());
    };
  }

  private static Family builtInFamily(String name) {
    if (ORDERED.contains(name)) {
      return Family.ORDERED;
    }
    if (TEXT.contains(name)) {
      return Family.TEXT;
    }
    if (EQUATED.contains(name)) {
      return Family.EQUATED;
    }
    return switch (name) {
      case "bool" -> Family.BOOLEAN;
      case "jsonb" -> Family.JSONB;
      case "json" -> Family.OPAQUE_JSON;
      case "inet", "cidr" -> Family.NETWORK;
      case "tsvector" -> Family.FULL_TEXT;
      default -> Family.OPAQUE;
    };
  }

  private static Family extensionFamily(String name) {
    return switch (name) {
      case "citext" -> Family.FOLDED_TEXT;
      case "ltree" -> Family.TREE;
      default -> Family.OPAQUE;
    };
  }

  /** The operators of a type by GraphQL name, in the order of the table. */
  static Map<String, Operator> of(PgType type) {
    Map<String, Operator> operators = new LinkedHashMap<>();
    for (Row row : family(type).rows()) {
      operators.put(row.name(), operator(row, type));
    }
    return Collections.unmodifiableMap(operators);
  }

  private static Operator operator(Row row, PgType type) {
    Operand operand =
        switch (row.takes()) {
          case ITSELF, ELEMENT, TEXT, INT, JSONPATH, LQUERY, LTXTQUERY -> Operand.ONE;
          case SEVERAL, ELEMENTS, TEXTS -> Operand.MANY;
          case FLAG -> Operand.FLAG;
        };
    String sql =
        SYMBOL
            .matcher(row.sql())
            .replaceAll(match -> Matcher.quoteReplacement(symbol(type, match.group(1))));
    return new Operator(row.name(), operand, castTo(row.takes(), type), sql);
  }

  private static @Nullable String castTo(Takes takes, PgType type) {
    PgType base = type.base();
    return switch (takes) {
      case ITSELF -> operandType(type);
      case SEVERAL -> operandType(type) + "[]";
      case ELEMENT -> exact(base.element() == null ? base : base.element());
      case ELEMENTS -> exact(base);
      case TEXT -> "text";
      case TEXTS -> "text[]";
      case INT -> "int4";
      case JSONPATH -> "jsonpath";
      case LQUERY -> Identifiers.quote(base.context()) + ".lquery";
      case LTXTQUERY -> Identifiers.quote(base.context()) + ".ltxtquery";
      case FLAG -> null;
    };
  }

  /** The type's own name, without length or precision. */
  private static String exact(PgType type) {
    if (type.kind() == Kind.ARRAY && type.element() != null) {
      return exact(type.element()) + "[]";
    }
    if (type.context().equals(LeafTypes.IN_JAVA)) {
      return type.sqlName();
    }
    if (type.context().equals("pg_catalog")) {
      return PLAIN.matcher(type.name()).matches() && !QUOTED.contains(type.name())
          ? type.name()
          : "pg_catalog." + Identifiers.quote(type.name());
    }
    return Identifiers.quote(type.context()) + "." + Identifiers.quote(type.name());
  }
}
