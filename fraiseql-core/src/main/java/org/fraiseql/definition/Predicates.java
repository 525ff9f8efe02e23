package org.fraiseql.definition;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;

/** Writes conditions as SQL. */
public final class Predicates {

  private Predicates() {}

  /**
   * The condition as an SQL expression.
   *
   * @param values writes what a test asks of the document
   */
  public static String write(Predicate predicate, Function<Demand, String> values) {
    return switch (predicate) {
      case Predicate.And and -> joined(and.parts(), " AND ", "TRUE", values);
      case Predicate.Or or -> joined(or.parts(), " OR ", "FALSE", values);
      case Predicate.Not not -> "NOT (" + write(not.part(), values) + ")";
      case Predicate.Test test -> test(test, values);
      case Predicate.Elements elements ->
          values.apply(
              new Demand.Exists(elements.path(), elements.quantifier(), elements.element()));
    };
  }

  private static String test(Predicate.Test test, Function<Demand, String> values) {
    String value = values.apply(new Demand.Leaf(test.path(), test.type()));
    boolean json = test.type().storesJson();
    // The null of JSON is null too for whoever reads the document.
    boolean row = test.type().base().kind() == PgType.Kind.COMPOSITE;
    String nulls =
        json
            ? "NULLIF((" + value + ")::jsonb, 'null') IS NULL"
            : value + (row ? " IS NOT DISTINCT FROM NULL" : " IS NULL");
    return test.sql().replace("{path} IS NULL", nulls).replace("{path}", value);
  }

  private static String joined(
      List<Predicate> parts, String word, String none, Function<Demand, String> values) {
    if (parts.isEmpty()) {
      return none;
    }
    return parts.stream()
        .map(part -> "(" + write(part, values) + ")")
        .collect(Collectors.joining(word));
  }
}
