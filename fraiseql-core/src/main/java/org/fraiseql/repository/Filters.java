package org.fraiseql.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.problem.Hint;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;
import org.fraiseql.schema.FilterType;
import org.fraiseql.schema.Operator;
import org.fraiseql.schema.OrderType;
import org.fraiseql.schema.RootField;
import org.jspecify.annotations.Nullable;

/**
 * Conditions and orders as the arguments {@code where} and {@code orderBy} that a client of GraphQL
 * would send in variables, from which all else follows. Thread-safe.
 */
final class Filters {

  private final Values values;

  Filters(Values values) {
    this.values = values;
  }

  /** What a path can lead to: names of a level, as clients and as the database have them. */
  private record Named<E>(String name, E entry) {}

  /** The argument {@code where}; null for no condition. */
  @Nullable Map<String, Object> where(Where where, RootField field) {
    return where instanceof Where.And(List<Where> parts) && parts.isEmpty()
        ? null
        : condition(where, field.filter(), field, "");
  }

  private Map<String, Object> condition(
      Where where, FilterType type, RootField field, String around) {
    return switch (where) {
      case Where.And(List<Where> parts) -> Map.of("_and", all(parts, type, field, around));
      case Where.Or(List<Where> parts) -> Map.of("_or", all(parts, type, field, around));
      case Where.Not(Where condition) -> Map.of("_not", condition(condition, type, field, around));
      case Where.Test test ->
          at(test.path(), type, field, around, entry -> test(test, entry, field, around));
      case Where.Elements elements ->
          at(
              elements.path(),
              type,
              field,
              around,
              entry -> elements(elements, entry, field, around));
    };
  }

  private List<Map<String, Object>> all(
      List<Where> parts, FilterType type, RootField field, String around) {
    return parts.stream().map(part -> condition(part, type, field, around)).toList();
  }

  /** The condition on what stands at the end of a path, with the objects on the way around it. */
  private Map<String, Object> at(
      String path,
      FilterType type,
      RootField field,
      String around,
      Function<FilterType.Entry, Map<String, Object>> end) {
    int dot = path.indexOf('.');
    String step = dot < 0 ? path : path.substring(0, dot);
    Named<FilterType.Entry> found = filterEntry(type, step);
    if (found == null) {
      throw unknown(around + path, field, "there is no '" + step + "'", step, type.fields());
    }
    if (dot < 0) {
      return Map.of(found.name, end.apply(found.entry));
    }
    if (found.entry instanceof FilterType.Entry.Nested nested) {
      String rest = path.substring(dot + 1);
      return Map.of(found.name, at(rest, nested.type(), field, around + step + ".", end));
    }
    String reason =
        found.entry instanceof FilterType.Entry.Items
            ? "'" + step + "' is a list: use some(…), every(…) or none(…)"
            : "'" + step + "' is no object";
    throw unknown(around + path, field, reason, step, Map.of());
  }

  private static @Nullable Named<FilterType.Entry> filterEntry(FilterType type, String step) {
    FilterType.Entry exact = type.fields().get(step);
    if (exact != null) {
      return new Named<>(step, exact);
    }
    Named<FilterType.Entry> column = null;
    for (Map.Entry<String, FilterType.Entry> each : type.fields().entrySet()) {
      Named<FilterType.Entry> named = new Named<>(each.getKey(), each.getValue());
      switch (each.getValue()) {
        case FilterType.Entry.Leaf leaf when leaf.key().equals(step) -> {
          if (!leaf.column()) {
            return named;
          }
          column = named;
        }
        case FilterType.Entry.Nested nested when nested.key().equals(step) -> {
          return named;
        }
        case FilterType.Entry.Items items when items.key().equals(step) -> {
          return named;
        }
        case FilterType.Entry.Leaf _, FilterType.Entry.Nested _, FilterType.Entry.Items _ -> {}
      }
    }
    return column;
  }

  private Map<String, Object> elements(
      Where.Elements elements, FilterType.Entry entry, RootField field, String around) {
    if (!(entry instanceof FilterType.Entry.Items items)) {
      throw unknown(around + elements.path(), field, "it is no list of objects", "", Map.of());
    }
    String name = elements.quantifier().name().toLowerCase(Locale.ROOT);
    String inside = around + elements.path() + ".";
    return Map.of(name, condition(elements.condition(), items.element(), field, inside));
  }

  private Map<String, Object> test(
      Where.Test test, FilterType.Entry entry, RootField field, String around) {
    String place = around + test.path();
    if (!(entry instanceof FilterType.Entry.Leaf leaf)) {
      String reason =
          entry instanceof FilterType.Entry.Items
              ? "it is a list: use some(…), every(…) or none(…)"
              : "it is an object: name something in it";
      throw unknown(place, field, reason, "", Map.of());
    }
    Operator operator = leaf.operators().get(test.operator());
    if (operator == null) {
      throw new ProblemException(
          new SessionProblem.UnknownOperator(
              place,
              test.operator(),
              leaf.type().name(),
              Hint.of(test.operator(), leaf.operators().keySet())));
    }
    return Map.of(operator.name(), operand(test, operator, leaf, place));
  }

  private Object operand(
      Where.Test test, Operator operator, FilterType.Entry.Leaf leaf, String place) {
    Object given = given(test.operand(), operator, place);
    return switch (operator.operand()) {
      case FLAG -> given;
      case ONE -> one(given, operator, leaf);
      case MANY -> {
        List<Object> items = new ArrayList<>();
        for (Object item : many(given, place)) {
          items.add(one(given(item, operator, place), operator, leaf));
        }
        yield items;
      }
    };
  }

  /** A document holds JSON of any form; but a key of it, or a path into it, is text. */
  private Object one(Object value, Operator operator, FilterType.Entry.Leaf leaf) {
    String type = operator.operandType();
    boolean json = "jsonb".equals(type) || "json".equals(type);
    return leaf.type().single().base().isJson() && !json
        ? Values.plain(value)
        : values.of(value, leaf.type());
  }

  private static Collection<?> many(Object given, String place) {
    return switch (given) {
      case Collection<?> items -> items;
      case Object[] items -> Arrays.asList(items);
      default ->
          throw new ProblemException(
              new SessionProblem.UnfitValue(
                  "The value for '" + place + "'", "a list of values is wanted"));
    };
  }

  private static Object given(@Nullable Object operand, Operator operator, String place) {
    if (operand == null) {
      throw new ProblemException(new SessionProblem.NullOperand(place, operator.name()));
    }
    return operand;
  }

  /** The argument {@code orderBy}. */
  List<Map<String, Object>> order(OrderBy orderBy, RootField field) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (OrderBy.Key key : orderBy.keys()) {
      String direction =
          (key.descending() ? "DESC" : "ASC")
              + (key.nulls() == OrderBy.Nulls.FIRST ? "_NULLS_FIRST" : "_NULLS_LAST");
      keys.add(sorted(key.path(), field.order(), field, "", direction));
    }
    return keys;
  }

  private static Map<String, Object> sorted(
      String path, OrderType type, RootField field, String around, String direction) {
    int dot = path.indexOf('.');
    String step = dot < 0 ? path : path.substring(0, dot);
    Named<OrderType.Entry> found = orderEntry(type, step);
    if (found == null) {
      throw unknown(
          around + path, field, "there is no sort key '" + step + "'", step, type.fields());
    }
    return switch (found.entry) {
      case OrderType.Entry.Leaf _ when dot < 0 -> Map.of(found.name, direction);
      case OrderType.Entry.Nested nested when dot >= 0 ->
          Map.of(
              found.name,
              sorted(
                  path.substring(dot + 1), nested.type(), field, around + step + ".", direction));
      case OrderType.Entry.Leaf _ ->
          throw unknown(around + path, field, "'" + step + "' is no object", "", Map.of());
      case OrderType.Entry.Nested _ ->
          throw unknown(
              around + path, field, "it is an object: name something in it", "", Map.of());
    };
  }

  private static @Nullable Named<OrderType.Entry> orderEntry(OrderType type, String step) {
    OrderType.Entry exact = type.fields().get(step);
    if (exact != null) {
      return new Named<>(step, exact);
    }
    Named<OrderType.Entry> column = null;
    for (Map.Entry<String, OrderType.Entry> each : type.fields().entrySet()) {
      Named<OrderType.Entry> named = new Named<>(each.getKey(), each.getValue());
      switch (each.getValue()) {
        case OrderType.Entry.Leaf leaf when leaf.key().equals(step) -> {
          if (!leaf.column()) {
            return named;
          }
          column = named;
        }
        case OrderType.Entry.Nested nested when nested.key().equals(step) -> {
          return named;
        }
        case OrderType.Entry.Leaf _, OrderType.Entry.Nested _ -> {}
      }
    }
    return column;
  }

  private static ProblemException unknown(
      String place, RootField field, String reason, String step, Map<String, ?> known) {
    List<String> names = new ArrayList<>(new HashMap<>(known).keySet());
    names.sort(null);
    Hint hint = names.isEmpty() ? Hint.NONE : Hint.of(step, names);
    return new ProblemException(
        new SessionProblem.UnknownPath(place, field.model().name().toString(), reason, hint));
  }
}
