package org.fraiseql.definition;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

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
      case Predicate.Test test ->
          test.sql().replace("{path}", values.apply(new Demand.Leaf(test.path(), test.type())));
      case Predicate.Elements elements ->
          values.apply(
              new Demand.Exists(elements.path(), elements.quantifier(), elements.element()));
    };
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
