package org.fraiseql.resolver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fraiseql.api.Omittable;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Component.Wrapping;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.MethodDeclaration.Parameter;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.Records;
import org.fraiseql.operation.Value;
import org.fraiseql.operation.Variables;
import org.fraiseql.problem.Problem;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.ValueProblem;
import org.jspecify.annotations.Nullable;

/** A field's arguments as what its method takes. For one request. */
final class ArgumentReader {

  private final Declarations declarations;
  private final Variables variables;
  private final List<Problem> problems = new ArrayList<>();

  ArgumentReader(Declarations declarations, Variables variables) {
    this.declarations = declarations;
    this.variables = variables;
  }

  /** Does nothing if Java's types can hold all that was read. */
  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** By the position of the method's parameters; null for those that are no arguments. */
  @Nullable Object[] read(Part.Call call) {
    List<Parameter> parameters = call.method().parameters();
    @Nullable Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      if (parameters.get(i) instanceof Parameter.Argument argument) {
        Value.Whole whole =
            call.arguments().get(argument.name()) instanceof Value.Whole found ? found : null;
        boolean given = whole != null && variables.has(whole);
        Object tree = whole == null ? null : variables.whole(whole);
        Where where = new Where(call, argument.name());
        values[i] = wrapped(value(argument.type(), tree, where), argument.wrapping(), given);
      }
    }
    return values;
  }

  /** A place inside of a field's arguments. */
  private record Where(Part.Call call, String inside) {
    Where field(String name) {
      return new Where(call, inside + "." + name);
    }

    Where item(int index) {
      return new Where(call, inside + "[" + index + "]");
    }
  }

  private static @Nullable Object wrapped(
      @Nullable Object value, Wrapping wrapping, boolean given) {
    return switch (wrapping) {
      case NONE -> value;
      case OPTIONAL -> Optional.ofNullable(value);
      case OMITTABLE -> given ? Omittable.of(value) : Omittable.omitted();
    };
  }

  private @Nullable Object value(JavaType type, @Nullable Object tree, Where where) {
    if (tree == null) {
      return null;
    }
    return switch (type) {
      case JavaType.Scalar(Class<?> raw, String graphql, boolean _) -> {
        Object value = ScalarReader.read(raw, graphql, tree);
        if (value == null) {
          problems.add(unfit(raw, tree, where));
        }
        yield value;
      }
      case JavaType.Enumeration(Class<?> raw, boolean _) -> constant(raw, tree.toString());
      case JavaType.ListOf list -> items(list, (List<?>) tree, where);
      case JavaType.OfRecord(Class<?> raw, boolean _) -> record(raw, (Map<?, ?>) tree, where);
      case JavaType.OfSealed sealed -> throw new IllegalStateException(sealed + " is no input");
    };
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalStateException(type + " has no " + name);
  }

  private Object items(JavaType.ListOf list, List<?> given, Where where) {
    List<@Nullable Object> items = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      items.add(value(list.element(), given.get(i), where.item(i)));
    }
    return list.raw() == Set.class
        ? Collections.unmodifiableSet(new LinkedHashSet<>(items))
        : Collections.unmodifiableList(items);
  }

  private @Nullable Object record(Class<?> type, Map<?, ?> given, Where where) {
    RecordDeclaration record = declarations.records().get(type);
    if (record == null) {
      throw new IllegalStateException(type + " is not declared");
    }
    int before = problems.size();
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Component component : record.components()) {
      String name = component.name();
      Object value = value(component.type(), given.get(name), where.field(name));
      values.put(name, wrapped(value, component.wrapping(), given.containsKey(name)));
    }
    if (problems.size() > before) {
      return null;
    }
    try {
      return Records.create(type, values);
    } catch (IllegalArgumentException | NullPointerException e) {
      // What a record's own constructor refuses is a wrong value as any other.
      problems.add(refused(e, where));
      return null;
    }
  }

  private static Problem refused(RuntimeException refusal, Where where) {
    String said = refusal.getMessage();
    return new ValueProblem.WrongValue(
        shown(where),
        "what its type takes",
        "refused",
        refusal instanceof IllegalArgumentException ? said : null,
        List.of(),
        where.call.path());
  }

  private static Problem unfit(Class<?> type, Object found, Where where) {
    String text = found.toString();
    return new ValueProblem.WrongValue(
        shown(where),
        "a value that " + type.getSimpleName() + " can hold",
        text.length() > 60 ? text.substring(0, 59) + "…" : text,
        null,
        List.of(),
        where.call.path());
  }

  private static String shown(Where where) {
    return where.call.method().name() + "(" + where.inside + ")";
  }
}
