package org.fraiseql.declaration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.fraiseql.api.Description;
import org.fraiseql.api.Failure;
import org.fraiseql.api.Input;
import org.fraiseql.api.Label;
import org.fraiseql.api.Name;
import org.fraiseql.api.Omittable;
import org.fraiseql.api.ReadModel;
import org.fraiseql.api.Success;
import org.fraiseql.declaration.Component.Wrapping;
import org.fraiseql.declaration.RecordDeclaration.Role;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads Java's types, each with all that it reaches. With {@link MethodReader} the only place where
 * Java's reflection is used. For one thread.
 */
public final class TypeReader {

  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+|\\w+\\$");

  private static final Set<Class<?>> LISTS = Set.of(List.class, Collection.class, Set.class);

  private static final String KNOWN =
      "An API knows String, boolean, the numbers, BigDecimal, UUID, java.time, enums, records, sealed"
          + " interfaces of records, List, Set, Optional, and JsonNode or Map for JSON.";

  private final Map<Class<?>, RecordDeclaration> records = new LinkedHashMap<>();
  private final Map<Class<?>, SealedDeclaration> sealed = new LinkedHashMap<>();
  private final Map<Class<?>, EnumDeclaration> enums = new LinkedHashMap<>();
  private final Set<Class<?>> seen = new LinkedHashSet<>();
  private final List<DeclarationProblem> problems;

  /** Those of an input's components, and of parameters. */
  final Constraints constraints;

  TypeReader(Constraints constraints, List<DeclarationProblem> problems) {
    this.constraints = constraints;
    this.problems = problems;
  }

  /**
   * A record and all that it reaches.
   *
   * @param input whether it is read as an input, also if it is not annotated as one
   * @throws ProblemException if one of the types cannot be used
   */
  public static Declarations read(Class<? extends Record> type, boolean input) {
    List<DeclarationProblem> problems = new ArrayList<>();
    TypeReader reader = new TypeReader(Constraints.UNHEEDED, problems);
    reader.type(type, place(type), input);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return reader.declarations(List.of());
  }

  Declarations declarations(List<MethodDeclaration> methods) {
    return new Declarations(
        Collections.unmodifiableMap(records),
        Collections.unmodifiableMap(sealed),
        Collections.unmodifiableMap(enums),
        List.copyOf(methods),
        List.copyOf(problems));
  }

  Map<Class<?>, RecordDeclaration> records() {
    return records;
  }

  /** What stands inside of an Optional or Omittable, and how it stands there. */
  record Wrapped(AnnotatedType inner, Wrapping wrapping) {
    static Wrapped of(AnnotatedType type) {
      if (type instanceof AnnotatedParameterizedType generic
          && generic.getType() instanceof ParameterizedType parameterized) {
        AnnotatedType inner = generic.getAnnotatedActualTypeArguments()[0];
        if (parameterized.getRawType() == Optional.class) {
          return new Wrapped(inner, Wrapping.OPTIONAL);
        }
        if (parameterized.getRawType() == Omittable.class) {
          return new Wrapped(inner, Wrapping.OMITTABLE);
        }
      }
      return new Wrapped(type, Wrapping.NONE);
    }
  }

  /** The type that stands there; null, with a problem, if it can be none. */
  @Nullable JavaType type(Wrapped wrapped, String place, boolean input) {
    if (wrapped.wrapping() == Wrapping.OMITTABLE && !input) {
      unsupported(place, "Omittable", "Only inputs can leave something out: use @Nullable.");
      return null;
    }
    JavaType type = type(wrapped.inner(), place, input);
    return type == null || wrapped.wrapping() == Wrapping.NONE ? type : type.nullable(true);
  }

  private @Nullable JavaType type(AnnotatedType annotated, String place, boolean input) {
    boolean nullable = annotated.isAnnotationPresent(Nullable.class);
    if (annotated instanceof AnnotatedParameterizedType generic
        && generic.getType() instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw) {
      if (LISTS.contains(raw)) {
        JavaType element = type(generic.getAnnotatedActualTypeArguments()[0], place + "[]", input);
        return element == null ? null : new JavaType.ListOf(raw, element, nullable);
      }
      if (raw == Map.class) {
        return new JavaType.Scalar(raw, "JSON", nullable);
      }
      String help =
          Future.class.isAssignableFrom(raw)
              ? "Return the value itself: the method may block, it runs on a virtual thread."
              : KNOWN;
      return unsupported(place, shown(annotated.getType()), help);
    }
    if (annotated.getType() instanceof Class<?> raw) {
      JavaType type = type(raw, place, input);
      return type == null ? null : type.nullable(nullable);
    }
    return unsupported(place, shown(annotated.getType()), KNOWN);
  }

  /** The type of a class. */
  @Nullable JavaType type(Class<?> raw, String place, boolean input) {
    String scalar = Scalars.of(raw);
    if (scalar != null) {
      return new JavaType.Scalar(raw, scalar, false);
    }
    if (raw.isEnum()) {
      enums.computeIfAbsent(raw, TypeReader::enumeration);
      return new JavaType.Enumeration(raw, false);
    }
    if (raw.isRecord()) {
      return record(raw, place, input);
    }
    if (raw.isSealed() && raw.isInterface() && !input) {
      return sealed(raw, place);
    }
    String help = raw.isArray() ? "Use a List." : KNOWN;
    return unsupported(place, shown(raw), help);
  }

  private @Nullable JavaType unsupported(String place, String java, String help) {
    problems.add(new DeclarationProblem.UnsupportedType(place, java, help));
    return null;
  }

  private static String shown(Type type) {
    return type instanceof Class<?> raw
        ? raw.getSimpleName()
        : PACKAGES.matcher(type.getTypeName()).replaceAll("");
  }

  /** As a person writes it in Java, with its package. */
  static String place(Class<?> type) {
    return type.getName().replace('$', '.');
  }

  private static EnumDeclaration enumeration(Class<?> type) {
    // They come in the order of the source.
    List<EnumDeclaration.Constant> constants =
        Arrays.stream(type.getDeclaredFields())
            .filter(Field::isEnumConstant)
            .map(TypeReader::constant)
            .toList();
    return new EnumDeclaration(type, named(type), description(type), constants);
  }

  private static EnumDeclaration.Constant constant(Field field) {
    Label label = field.getAnnotation(Label.class);
    String name = field.getName();
    return new EnumDeclaration.Constant(
        name, label == null ? name : label.value(), description(field));
  }

  private @Nullable JavaType record(Class<?> raw, String place, boolean input) {
    if (raw.getTypeParameters().length > 0) {
      return unsupported(place, shown(raw) + "<…>", "A record of an API has no type parameters.");
    }
    Class<? extends Record> type = raw.asSubclass(Record.class);
    if (seen.add(type)) {
      Role role = role(type, input);
      List<Component> components = components(type, role == Role.INPUT);
      records.put(
          type,
          new RecordDeclaration(
              type,
              named(type),
              role,
              relation(type),
              description(type),
              components,
              reader(type, components)));
    }
    RecordDeclaration known = records.get(type);
    // Null while it is being read, which only happens to what contains itself.
    boolean isInput = known == null ? input : known.role() == Role.INPUT;
    if (isInput != input) {
      problems.add(
          new DeclarationProblem.Malformed(
              place,
              raw.getSimpleName() + " stands for an input here and for an answer elsewhere",
              "GraphQL knows types of one kind or the other: declare a record of its own, with"
                  + " @Input."));
      return null;
    }
    return new JavaType.OfRecord(type, false);
  }

  private static Role role(Class<?> type, boolean input) {
    if (type.isAnnotationPresent(Input.class)) {
      return Role.INPUT;
    }
    if (type.isAnnotationPresent(Success.class)) {
      return Role.SUCCESS;
    }
    if (type.isAnnotationPresent(Failure.class)) {
      return Role.FAILURE;
    }
    return input && !type.isAnnotationPresent(ReadModel.class) ? Role.INPUT : Role.OBJECT;
  }

  private static @Nullable String relation(Class<?> type) {
    ReadModel model = type.getAnnotation(ReadModel.class);
    return model == null ? null : model.value();
  }

  private List<Component> components(Class<? extends Record> type, boolean input) {
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String place = place(type) + "." + component.getName();
      Wrapped wrapped = Wrapped.of(component.getAnnotatedType());
      JavaType found = type(wrapped, place, input);
      if (input && constraints.areIdle(component.getAccessor(), component.getAnnotatedType())) {
        problems.add(new DeclarationProblem.NoValidator(place));
      } else if (found != null) {
        components.add(
            new Component(
                component.getName(), found, wrapped.wrapping(), description(component), place));
      }
    }
    return List.copyOf(components);
  }

  private static java.util.function.BiFunction<Object, Integer, @Nullable Object> reader(
      Class<? extends Record> type, List<Component> components) {
    List<MethodHandle> handles = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    components.forEach(component -> names.add(component.name()));
    for (RecordComponent component : type.getRecordComponents()) {
      if (names.contains(component.getName())) {
        handles.add(handle(component.getAccessor()));
      }
    }
    return (instance, index) -> {
      try {
        return (Object) handles.get(index).invokeExact(instance);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static MethodHandle handle(Method accessor) {
    try {
      accessor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(accessor + " cannot be called", e);
    }
  }

  private @Nullable JavaType sealed(Class<?> type, String place) {
    if (seen.add(type)) {
      List<RecordDeclaration> members = new ArrayList<>();
      for (Class<?> member : permitted(type)) {
        if (!member.isRecord()) {
          return unsupported(
              place,
              shown(type) + ", which permits " + shown(member) + ",",
              "A sealed interface of an API permits records, and sealed interfaces of records.");
        }
        record(member, place, false);
        RecordDeclaration known = records.get(member);
        if (known != null) {
          members.add(known);
        }
      }
      sealed.put(
          type,
          new SealedDeclaration(
              type, named(type), description(type), List.copyOf(members), shared(type, members)));
    }
    return new JavaType.OfSealed(type, false);
  }

  private static List<Class<?>> permitted(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> member : type.getPermittedSubclasses()) {
      if (member.isInterface() && member.isSealed()) {
        all.addAll(permitted(member));
      } else {
        all.add(member);
      }
    }
    return all;
  }

  private static List<Component> shared(Class<?> type, List<RecordDeclaration> members) {
    List<Component> shared = new ArrayList<>();
    Arrays.stream(type.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(Method::getName)
        .sorted()
        .forEach(
            name ->
                members.stream()
                    .flatMap(member -> member.component(name).stream())
                    .findFirst()
                    .ifPresent(shared::add));
    return List.copyOf(shared);
  }

  /** The name of the GraphQL type. */
  private static String named(Class<?> type) {
    List<@Nullable String> given = new ArrayList<>();
    ReadModel model = type.getAnnotation(ReadModel.class);
    given.add(model == null ? null : model.name());
    Input input = type.getAnnotation(Input.class);
    given.add(input == null ? null : input.name());
    Success success = type.getAnnotation(Success.class);
    given.add(success == null ? null : success.name());
    Failure failure = type.getAnnotation(Failure.class);
    given.add(failure == null ? null : failure.name());
    Name name = type.getAnnotation(Name.class);
    given.add(name == null ? null : name.value());
    for (String text : given) {
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return type.getSimpleName();
  }

  static @Nullable String description(AnnotatedElement element) {
    Description description = element.getAnnotation(Description.class);
    return description == null ? null : description.value();
  }
}
