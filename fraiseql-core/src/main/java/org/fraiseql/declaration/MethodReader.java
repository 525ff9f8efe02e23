package org.fraiseql.declaration;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.api.Field;
import org.fraiseql.api.Input;
import org.fraiseql.api.Mutation;
import org.fraiseql.api.Name;
import org.fraiseql.api.Query;
import org.fraiseql.declaration.MethodDeclaration.Batch;
import org.fraiseql.declaration.MethodDeclaration.Invoker;
import org.fraiseql.declaration.MethodDeclaration.Kind;
import org.fraiseql.declaration.MethodDeclaration.Parameter.Argument;
import org.fraiseql.declaration.MethodDeclaration.Parameter.Injected;
import org.fraiseql.declaration.MethodDeclaration.Parameter.Parent;
import org.fraiseql.declaration.TypeReader.Wrapped;
import org.fraiseql.problem.DeclarationProblem;
import org.jspecify.annotations.Nullable;

/** Reads the methods of an API: those with Query, Mutation or Field. For one thread. */
final class MethodReader {

  private final TypeReader types;
  private final Set<Class<?>> injected;
  private final List<DeclarationProblem> problems;

  MethodReader(TypeReader types, Set<Class<?>> injected, List<DeclarationProblem> problems) {
    this.types = types;
    this.injected = injected;
    this.problems = problems;
  }

  /**
   * @param api an object, or a class whose methods are static or have no body
   */
  List<MethodDeclaration> read(Object api) {
    Class<?> type = api instanceof Class<?> named ? named : api.getClass();
    Object instance = api instanceof Class<?> ? null : api;
    List<MethodDeclaration> read = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      // Java promises no order.
      Arrays.stream(each.getDeclaredMethods())
          .filter(method -> !method.isSynthetic())
          .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
          .forEach(method -> read(method, instance, read));
    }
    return read;
  }

  private void read(Method method, @Nullable Object instance, List<MethodDeclaration> read) {
    Query query = method.getAnnotation(Query.class);
    Mutation mutation = method.getAnnotation(Mutation.class);
    Field field = method.getAnnotation(Field.class);
    String name = method.getName();
    if (query != null) {
      add(method, instance, Kind.QUERY, or(query.name(), name), null, null, read);
    }
    if (mutation != null) {
      String function = mutation.function().isEmpty() ? null : mutation.function();
      add(method, instance, Kind.MUTATION, or(mutation.name(), name), null, function, read);
    }
    if (field != null) {
      add(method, instance, Kind.FIELD, or(field.name(), name), field.on(), null, read);
    }
  }

  private static String or(String given, String name) {
    return given.isEmpty() ? name : given;
  }

  private void add(
      Method method,
      @Nullable Object instance,
      Kind kind,
      String name,
      @Nullable Class<? extends Record> on,
      @Nullable String function,
      List<MethodDeclaration> read) {
    String place = TypeReader.place(method.getDeclaringClass()) + "." + method.getName();
    boolean bare = Modifier.isAbstract(method.getModifiers());
    if (bare != (function != null)) {
      malformed(
          place,
          bare ? "it has no body" : "it has a body, and names a function",
          bare
              ? "Name the function that carries it out: @Mutation(function = \"fn_…\")."
              : "Declare it in an interface, without a body, and hand over the interface's class;"
                  + " or leave out the function and call it with session.execute(…).");
      return;
    }
    if (!bare && instance == null && !Modifier.isStatic(method.getModifiers())) {
      malformed(place, "there is no object to call it on", "Hand over an object, not its class.");
      return;
    }
    if (on != null && types.type(on, place, false) == null) {
      return;
    }
    List<MethodDeclaration.Parameter> parameters = parameters(method, on, place);
    Batch batch = batch(method, on);
    JavaType result = parameters == null ? null : result(method, batch, place);
    if (parameters == null || result == null) {
      return;
    }
    read.add(
        new MethodDeclaration(
            kind,
            name,
            on,
            parameters,
            result,
            batch,
            function,
            TypeReader.description(method),
            place,
            bare ? _ -> null : invoker(method, instance)));
  }

  private void malformed(String place, String reason, String help) {
    problems.add(new DeclarationProblem.Malformed(place, reason, help));
  }

  private @Nullable List<MethodDeclaration.Parameter> parameters(
      Method method, @Nullable Class<? extends Record> on, String place) {
    List<MethodDeclaration.Parameter> read = new ArrayList<>();
    Parameter parent = on == null ? null : parentOf(method, on);
    if (on != null && parent == null) {
      malformed(
          place,
          "it has no parameter for the " + on.getSimpleName() + " whose field it is",
          "Take the record, a record of some of its components, or a List of one of the two.");
      return null;
    }
    for (Parameter parameter : method.getParameters()) {
      if (parameter.equals(parent)) {
        RecordDeclaration declaration = types.records().get(single(parameter));
        if (declaration == null) {
          return null;
        }
        read.add(new Parent(declaration));
      } else if (injected.contains(parameter.getType())) {
        read.add(new Injected(parameter.getType()));
      } else {
        Argument argument = argument(parameter, place);
        if (argument == null) {
          return null;
        }
        read.add(argument);
      }
    }
    return List.copyOf(read);
  }

  private @Nullable Argument argument(Parameter parameter, String place) {
    Name name = parameter.getAnnotation(Name.class);
    if (name == null && !parameter.isNamePresent()) {
      malformed(
          place,
          "its compiled form does not tell the names of its parameters",
          "Compile with the option -parameters, or name them: @Name(\"…\").");
      return null;
    }
    String known = name == null ? parameter.getName() : name.value();
    Wrapped wrapped = Wrapped.of(parameter.getAnnotatedType());
    String here = place + "(" + known + ")";
    if (types.constraints.areIdle(parameter, parameter.getAnnotatedType())) {
      problems.add(new DeclarationProblem.NoValidator(here));
      return null;
    }
    JavaType type = types.type(wrapped, here, true);
    return type == null
        ? null
        : new Argument(known, type, wrapped.wrapping(), TypeReader.description(parameter));
  }

  /** The record itself; else another that has some of its components, and is no input. */
  private @Nullable Parameter parentOf(Method method, Class<? extends Record> on) {
    Parameter found = null;
    for (Parameter parameter : method.getParameters()) {
      Class<?> type = single(parameter);
      if (type == on) {
        return parameter;
      }
      if (found == null
          && type.isRecord()
          && !type.isAnnotationPresent((Class<? extends Annotation>) Input.class)
          && types.type(type, TypeReader.place(type), false) != null
          && isPart(type, on)) {
        found = parameter;
      }
    }
    return found;
  }

  private boolean isPart(Class<?> part, Class<?> whole) {
    Map<Class<?>, RecordDeclaration> records = types.records();
    RecordDeclaration all = records.get(whole);
    RecordDeclaration some = records.get(part);
    return all != null
        && some != null
        && some.components().stream().allMatch(c -> all.component(c.name()).isPresent());
  }

  private static Class<?> single(Parameter parameter) {
    return parameter.getType() == List.class
            && parameter.getParameterizedType() instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : parameter.getType();
  }

  private Batch batch(Method method, @Nullable Class<? extends Record> on) {
    Parameter parent = on == null ? null : parentOf(method, on);
    if (parent == null || parent.getType() != List.class) {
      return Batch.ONE;
    }
    return method.getReturnType() == Map.class ? Batch.MAP : Batch.LIST;
  }

  private @Nullable JavaType result(Method method, Batch batch, String place) {
    AnnotatedType type = method.getAnnotatedReturnType();
    if (batch == Batch.ONE) {
      if (method.getReturnType() == void.class) {
        malformed(place, "it returns nothing", "Return what the field answers.");
        return null;
      }
      return types.type(Wrapped.of(type), place, false);
    }
    if (type instanceof AnnotatedParameterizedType generic
        && (batch == Batch.MAP || method.getReturnType() == List.class)) {
      AnnotatedType[] inner = generic.getAnnotatedActualTypeArguments();
      JavaType value = types.type(Wrapped.of(inner[inner.length - 1]), place, false);
      // An object that is not in the map has no value.
      return value == null || batch == Batch.LIST ? value : value.nullable(true);
    }
    malformed(
        place,
        "it takes a List of objects, and does not return a List or a Map",
        "Return a List of values in the order of the objects, or a Map of them by object.");
    return null;
  }

  private static Invoker invoker(Method method, @Nullable Object instance) {
    try {
      method.setAccessible(true);
      MethodHandle direct = MethodHandles.lookup().unreflect(method);
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      MethodHandle bound = isStatic ? direct : direct.bindTo(instance);
      MethodHandle handle =
          bound
              .asFixedArity()
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new Handle(method, isStatic ? null : instance, handle);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " cannot be called", e);
    }
  }

  private record Handle(Method method, @Nullable Object target, MethodHandle handle)
      implements Invoker {
    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Exception {
      try {
        return (Object) handle.invokeExact(arguments);
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
