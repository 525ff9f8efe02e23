package org.fraiseql.catalog;

import java.util.List;
import java.util.stream.Collectors;
import org.fraiseql.sql.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * A function. Immutable.
 *
 * @param oid PostgreSQL's number for it, for questions about it
 * @param parameters those that a caller gives, in order
 * @param result what it returns
 * @param language such as {@code plpgsql}
 * @param source the body as it was written; empty where the catalogue has none, as for {@code BEGIN
 *     ATOMIC} and C
 * @param searchPath whether the function sets its own {@code search_path}
 * @param publicMayExecute whether EXECUTE is granted to PUBLIC
 * @param comment the function's comment, annotations included
 */
public record Routine(
    long oid,
    String context,
    String name,
    List<Parameter> parameters,
    Result result,
    String language,
    String source,
    boolean securityDefiner,
    boolean searchPath,
    boolean publicMayExecute,
    @Nullable String comment) {

  /** A parameter; those without a name have the empty string. */
  public record Parameter(String name, PgType type, boolean hasDefault) {}

  /**
   * What a function returns.
   *
   * @param type the type; null for {@code TABLE (…)}, {@code OUT} parameters and pseudo types, such
   *     as {@code trigger}
   * @param set whether it returns a set of rows
   * @param columns the attributes of the composite type, or the columns of the table; else empty
   */
  public record Result(@Nullable PgType type, boolean set, List<PgType.Attribute> columns) {}

  public Routine {
    parameters = List.copyOf(parameters);
  }

  /** Whether it is a routine {@code fn_…} of that bounded context. */
  public boolean isOf(String boundedContext) {
    return context.equals(boundedContext) && name.startsWith("fn_");
  }

  /** As SQL names it: {@code public.fn_create_order(jsonb)}, each name quoted if need be. */
  public String signature() {
    return parameters.stream()
        .map(parameter -> parameter.type().spelling())
        .collect(Collectors.joining(", ", qualifiedName() + "(", ")"));
  }

  /** The name with its schema, each quoted if need be. */
  public String qualifiedName() {
    return Identifiers.quoteIfNeeded(context) + "." + Identifiers.quoteIfNeeded(name);
  }
}
