package org.fraiseql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL type. Immutable.
 *
 * @param sqlName the name as {@code format_type} writes it with an empty search path: usable in a
 *     cast
 * @param element the element type of an array, the base type of a domain, the subtype of a range or
 *     multirange; else null
 * @param labels an enum's labels in order; else empty
 * @param attributes a composite's attributes in order; else empty
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
    @Nullable String comment) {

  /** PostgreSQL's own division of types, with arrays told apart from other base types. */
  public enum Kind {
    BASE,
    ARRAY,
    DOMAIN,
    ENUM,
    COMPOSITE,
    RANGE,
    MULTIRANGE
  }

  /** One attribute of a composite type. */
  public record Attribute(String name, PgType type) {}

  /** This type with domains taken off, at the top only. */
  public PgType base() {
    return kind == Kind.DOMAIN && element != null ? element.base() : this;
  }

  /** Whether this is the built-in type of that name, such as {@code uuid}. */
  public boolean is(String builtIn) {
    return context.equals("pg_catalog") && name.equals(builtIn);
  }
}
