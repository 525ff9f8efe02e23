package org.fraiseql.catalog;

import java.util.List;
import java.util.Set;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL type. Immutable.
 *
 * @param sqlName the name as {@code format_type} writes it with an empty search path and without a
 *     length: usable in a cast, which cuts nothing ({@code character} would be one character)
 * @param element the element type of an array, the base type of a domain, the subtype of a range or
 *     multirange; else null
 * @param labels an enum's labels in order; else empty
 * @param attributes a composite's attributes in order; else empty
 * @param notNull whether a domain itself says NOT NULL; see {@link #refusesNull}
 * @param comment the type's comment
 */
public record PgType(
    String context,
    String name,
    String sqlName,
    Kind kind,
    @Nullable PgType element,
    List<String> labels,
    List<Attribute> attributes,
    boolean notNull,
    @Nullable String comment) {

  /** Types of extensions that have a cast to json, which PostgreSQL uses in documents. */
  private static final Set<String> CAST_TO_JSON = Set.of("hstore", "geometry");

  /**
   * PostgreSQL's own division of types, with arrays told apart from other base types. A pseudo
   * type, which only functions have, counts as BASE.
   */
  public enum Kind {
    BASE,
    ARRAY,
    DOMAIN,
    ENUM,
    COMPOSITE,
    RANGE,
    MULTIRANGE
  }

  /** One attribute of a composite type, or one column that a function returns. */
  public record Attribute(String name, PgType type, @Nullable String comment) {}

  /**
   * Whether it is a domain whose values cannot be null, by itself or by the domain that it is over.
   */
  public boolean refusesNull() {
    return kind == Kind.DOMAIN && (notNull || (element != null && element.refusesNull()));
  }

  /** This type with domains taken off, at the top only. */
  public PgType base() {
    return kind == Kind.DOMAIN && element != null ? element.base() : this;
  }

  /** The type of an array's elements; this type itself if it is no array. */
  public PgType single() {
    return kind == Kind.ARRAY && element != null ? element : this;
  }

  /**
   * The name to cast to when a value is read back that was stored otherwise, as in a document: a
   * domain's checks are not for that, and one that is NOT NULL would refuse a document without it.
   */
  public String castName() {
    PgType base = base();
    return base.kind == Kind.ARRAY && base.element != null
        ? base.element.castName() + "[]"
        : base.sqlName;
  }

  /** As a person writes it: with its schema if it is not built in, names quoted only if need be. */
  public String spelling() {
    if (kind == Kind.ARRAY && element != null) {
      return element.spelling() + "[]";
    }
    if (is("json")) {
      // Only some versions of PostgreSQL print it in quotes, and none needs them.
      return name;
    }
    if (context.equals("pg_catalog")) {
      return sqlName.equals(Identifiers.quote(name)) ? Identifiers.quoteIfNeeded(name) : sqlName;
    }
    return Identifiers.quoteIfNeeded(context) + "." + Identifiers.quoteIfNeeded(name);
  }

  /** Whether it is {@code json} or {@code jsonb}, or a domain over them. */
  public boolean storesJson() {
    PgType base = base();
    return base.is("jsonb") || base.is("json");
  }

  /** Whether values become JSON of their own in a document, rather than strings or numbers. */
  public boolean isJson() {
    PgType base = base();
    return storesJson()
        || base.kind == Kind.COMPOSITE
        || (base.kind == Kind.BASE && CAST_TO_JSON.contains(base.name));
  }

  /** Whether this is the built-in type of that name, such as {@code uuid}. */
  public boolean is(String builtIn) {
    return context.equals("pg_catalog") && name.equals(builtIn);
  }
}
