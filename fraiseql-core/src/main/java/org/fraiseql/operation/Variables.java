package org.fraiseql.operation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fraiseql.sql.Binding;
import org.jspecify.annotations.Nullable;

/**
 * One request's variables, coerced to what their operation expects. Input objects are maps of the
 * given fields, lists are lists, scalars the text for PostgreSQL, booleans Boolean, enum values
 * their names. Immutable.
 */
public final class Variables {

  /** Stands for a variable that is neither given nor has a default. */
  static final Object ABSENT = new Object();

  private final Prepared operation;
  private final @Nullable Object[] values;
  private final Map<String, @Nullable Object> raw;

  Variables(Prepared operation, @Nullable Object[] values, Map<String, @Nullable Object> raw) {
    this.operation = operation;
    this.values = values;
    this.raw = raw;
  }

  /**
   * What is bound to the SQL parameter: a String, a List of strings and nulls, or null.
   *
   * @throws org.fraiseql.problem.ProblemException if the binding stands for an introspection that
   *     cannot be executed
   */
  public @Nullable Object bound(Binding binding) {
    return bound(
        binding,
        given -> {
          throw new IllegalArgumentException("not in a request: " + given);
        });
  }

  /**
   * The same with values that come from elsewhere.
   *
   * @param elsewhere the value of what is given, as it is to be bound
   */
  public @Nullable Object bound(
      Binding binding, Function<Binding.Given, ? extends @Nullable Object> elsewhere) {
    return switch (binding) {
      case Binding.Constant constant -> constant.value();
      case Binding.Variable variable -> text(inside(variable));
      case Binding.Labels labels -> label(bound(labels.source(), elsewhere), labels.names());
      case Binding.CursorKey key ->
          Cursor.key(bound(key.cursor(), elsewhere), key.order(), key.index());
      case Binding.Given given -> elsewhere.apply(given);
      case Binding.Composed composed -> {
        List<@Nullable Object> elements = new ArrayList<>(composed.elements().size());
        for (Binding element : composed.elements()) {
          elements.add(bound(element, elsewhere));
        }
        yield Collections.unmodifiableList(elements);
      }
    };
  }

  /**
   * The argument as a tree, not to be changed: a Map by GraphQL name with only what was given or
   * has a default, in that order; a List; a String as PostgreSQL reads the scalar (an enum value by
   * its GraphQL name); a Boolean; or null. Of JSON it is the JSON text, a String as well: only the
   * type that the schema gives the argument or field tells JSON, numbers and text apart.
   *
   * @throws org.fraiseql.problem.ProblemException if a variable is null or absent where a value
   *     must be
   */
  public @Nullable Object whole(Value.Whole argument) {
    Object value = WholeArgument.filled(argument.tree(), values);
    return value == ABSENT ? null : value;
  }

  /** Whether the argument is there: not just a variable that has no value. */
  public boolean has(Value.Whole argument) {
    return WholeArgument.filled(argument.tree(), values) != ABSENT;
  }

  private static @Nullable Object label(@Nullable Object named, Map<String, String> names) {
    if (named instanceof List<?> list) {
      List<@Nullable Object> labels = new ArrayList<>(list.size());
      list.forEach(element -> labels.add(label(element, names)));
      return Collections.unmodifiableList(labels);
    }
    return named instanceof String name ? Binding.Labels.label(name, names) : named;
  }

  private @Nullable Object inside(Binding.Variable variable) {
    if (variable.name().startsWith(Introspection.PREFIX)) {
      return operation.introspected(variable.name().substring(Introspection.PREFIX.length()), this);
    }
    Object value = value(operation.index(variable.name()));
    for (String step : variable.path()) {
      value =
          switch (value) {
            case Map<?, ?> fields -> fields.get(step);
            case List<?> items -> items.get(Integer.parseInt(step));
            case null, default ->
                throw new IllegalArgumentException("not of this operation: " + variable);
          };
    }
    return value;
  }

  private static @Nullable Object text(@Nullable Object value) {
    if (value == ABSENT) {
      return null;
    }
    return switch (value) {
      case Boolean flag -> flag.toString();
      case List<?> items -> texts(items);
      case null, default -> value;
    };
  }

  /** The elements of a list of scalars as text; only booleans are none. */
  static List<?> texts(List<?> items) {
    return items.stream().anyMatch(Boolean.class::isInstance)
        ? Collections.unmodifiableList(
            items.stream().map(item -> item == null ? null : item.toString()).toList())
        : items;
  }

  /** The variable's value, or {@link #ABSENT}. */
  @Nullable Object value(int index) {
    return values[index];
  }

  Prepared operation() {
    return operation;
  }

  Map<String, @Nullable Object> raw() {
    return raw;
  }
}
