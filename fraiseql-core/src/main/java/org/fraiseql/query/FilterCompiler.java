package org.fraiseql.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.catalog.PgType;
import org.fraiseql.definition.Predicate;
import org.fraiseql.operation.Value;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.fraiseql.schema.FilterType;
import org.fraiseql.schema.Operator;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;

/**
 * {@code where} arguments to conditions. A null where a value must be is refused: it never means
 * "no filter", which would show more than was asked for.
 */
final class FilterCompiler {

  private final Parameters parameters;
  private final Function<PgType, Map<String, String>> enumNames;

  FilterCompiler(Parameters parameters, Function<PgType, Map<String, String>> enumNames) {
    this.parameters = parameters;
    this.enumNames = enumNames;
  }

  /** The condition, in the terms of the document that the filter type stands for. */
  Predicate compile(Value value, FilterType type) {
    return compile(value, type, List.of(), "where");
  }

  private Predicate compile(Value value, FilterType type, List<String> path, String where) {
    if (!(value instanceof Value.Input input)) {
      throw missing(where, "an object");
    }
    List<Predicate> parts = new ArrayList<>();
    input
        .fields()
        .forEach(
            (name, inner) -> {
              String place = where + "." + name;
              switch (name) {
                case "_and" -> parts.add(new Predicate.And(all(inner, type, path, place)));
                case "_or" -> parts.add(new Predicate.Or(all(inner, type, path, place)));
                case "_not" -> parts.add(new Predicate.Not(compile(inner, type, path, place)));
                default -> {
                  FilterType.Entry entry =
                      java.util.Objects.requireNonNull(type.fields().get(name));
                  parts.add(entry(entry, inner, path, place));
                }
              }
            });
    return parts.size() == 1 ? parts.getFirst() : new Predicate.And(parts);
  }

  private List<Predicate> all(Value value, FilterType type, List<String> path, String where) {
    if (!(value instanceof Value.ListOf list)) {
      throw missing(where, "a list of conditions");
    }
    List<Predicate> parts = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      parts.add(compile(list.items().get(i), type, path, where + "[" + i + "]"));
    }
    return parts;
  }

  private Predicate entry(FilterType.Entry entry, Value value, List<String> path, String where) {
    return switch (entry) {
      case FilterType.Entry.Nested nested ->
          compile(value, nested.type(), with(path, nested.key()), where);
      case FilterType.Entry.Items items -> elements(items, value, with(path, items.key()), where);
      case FilterType.Entry.Leaf leaf -> {
        List<String> at =
            leaf.column() ? List.of(Predicate.COLUMN, leaf.key()) : with(path, leaf.key());
        yield operators(leaf, value, at, where);
      }
    };
  }

  private static List<String> with(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }

  private Predicate elements(
      FilterType.Entry.Items items, Value value, List<String> path, String where) {
    if (!(value instanceof Value.Input input)) {
      throw missing(where, "some, every or none");
    }
    List<Predicate> parts = new ArrayList<>();
    input
        .fields()
        .forEach(
            (name, inner) -> {
              Predicate element = compile(inner, items.element(), List.of(), where + "." + name);
              Predicate.Quantifier quantifier =
                  switch (name) {
                    case "some" -> Predicate.Quantifier.SOME;
                    case "every" -> Predicate.Quantifier.EVERY;
                    default -> Predicate.Quantifier.NONE;
                  };
              parts.add(new Predicate.Elements(path, quantifier, element));
            });
    return new Predicate.And(parts);
  }

  private Predicate operators(
      FilterType.Entry.Leaf leaf, Value value, List<String> path, String where) {
    if (!(value instanceof Value.Input input)) {
      throw missing(where, "an object of operators (to look for null, write {isNull: true})");
    }
    List<Predicate> parts = new ArrayList<>();
    input
        .fields()
        .forEach(
            (name, operand) -> {
              Operator operator = java.util.Objects.requireNonNull(leaf.operators().get(name));
              parts.add(test(leaf, operator, operand, path, where + "." + name));
            });
    return parts.size() == 1 ? parts.getFirst() : new Predicate.And(parts);
  }

  private Predicate test(
      FilterType.Entry.Leaf leaf,
      Operator operator,
      Value operand,
      List<String> path,
      String where) {
    PgType type = leaf.type();
    return switch (operator.operand()) {
      case FLAG -> {
        if (!(operand instanceof Value.Flag flag)) {
          throw missing(where, "true or false");
        }
        Predicate test = new Predicate.Test(path, type, operator.sql());
        yield flag.value() ? test : new Predicate.Not(test);
      }
      case ONE -> {
        String sql = parameters.text(one(operand, type, where), sqlType(operator));
        yield new Predicate.Test(path, type, operator.sql().replace("{value}", sql));
      }
      case MANY -> {
        if (!(operand instanceof Value.Scalars many)) {
          throw missing(where, "a list");
        }
        String sql = parameters.array(labels(many.binding(), type), sqlType(operator));
        yield new Predicate.Test(path, type, operator.sql().replace("{value}", sql));
      }
    };
  }

  private static String sqlType(Operator operator) {
    return java.util.Objects.requireNonNull(operator.operandType());
  }

  private Binding one(Value operand, PgType type, String where) {
    return switch (operand) {
      case Value.Scalar scalar -> scalar.binding();
      case Value.Flag flag -> new Binding.Constant(String.valueOf(flag.value()));
      case Value.Count count -> new Binding.Constant(String.valueOf(count.value()));
      case Value.EnumName name -> labels(new Binding.Constant(name.name()), type);
      case Value.Null _, Value.Scalars _, Value.ListOf _, Value.Input _, Value.Whole _ ->
          throw missing(where, "a value");
    };
  }

  /** Enum values come by their GraphQL names; PostgreSQL wants labels. */
  private Binding labels(Binding binding, PgType type) {
    Map<String, String> names = enumNames.apply(single(type));
    return names.isEmpty() ? binding : new Binding.Labels(binding, names);
  }

  /** The type without domains, or that of an array's elements. */
  static PgType single(PgType type) {
    return type.base().single().base();
  }

  static ProblemException missing(String where, String expected) {
    return new ProblemException(
        new ValueProblem.MissingValue(where, expected, true, List.of(), List.of()));
  }
}
