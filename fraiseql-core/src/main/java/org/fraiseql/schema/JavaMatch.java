package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.EnumDeclaration;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.Field;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.OpaqueShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.Hint;
import org.jspecify.annotations.Nullable;

/**
 * Compares records with documents: what fits is the record's shape, what does not is a problem. Not
 * thread-safe.
 */
public final class JavaMatch {

  private final Declarations declarations;
  private final List<DeclarationProblem> problems = new ArrayList<>();
  private final Map<String, EnumDeclaration> enums = new LinkedHashMap<>();
  private final Map<Class<?>, PgType> enumTypes = new LinkedHashMap<>();
  private final Set<Class<?>> matched = new LinkedHashSet<>();

  /** Compares the records of these declarations. */
  public JavaMatch(Declarations declarations) {
    this.declarations = declarations;
  }

  /** What did not fit so far. */
  public List<DeclarationProblem> problems() {
    return problems;
  }

  /** The enum that stands for a PostgreSQL type, by the type's name. */
  Map<String, EnumDeclaration> enums() {
    return enums;
  }

  /** The PostgreSQL types that enums stand for. */
  Map<Class<?>, PgType> enumTypes() {
    return enumTypes;
  }

  /** Lets enums stand for PostgreSQL's of the same name that have the same values. */
  void enumsOf(Collection<PgType> types) {
    for (PgType type : types) {
      String key = type.context() + "." + type.name();
      if (type.kind() == PgType.Kind.ENUM && !enums.containsKey(key)) {
        declarations.enums().values().stream()
            .filter(declared -> !enumTypes.containsKey(declared.type()))
            .filter(declared -> declared.name().equals(Names.type(type.name())))
            .filter(declared -> Set.copyOf(declared.labels()).equals(Set.copyOf(type.labels())))
            .findFirst()
            .ifPresent(
                declared -> {
                  enums.put(key, declared);
                  enumTypes.put(declared.type(), type);
                });
      }
    }
  }

  /** The records that stand for documents, or for parts of them. */
  Set<Class<?>> matched() {
    return matched;
  }

  /**
   * The part of a document that the record declares.
   *
   * @param object what the document is called in problems
   * @param path what its keys are called in problems
   */
  public ObjectShape match(
      RecordDeclaration record, ObjectShape document, String object, String path) {
    matched.add(record.type());
    Map<String, Field> byName = new LinkedHashMap<>();
    for (Field field : document.fields()) {
      String name = Names.field(field.key());
      if (name != null) {
        byName.putIfAbsent(name, field);
      }
    }
    List<Field> fields = new ArrayList<>();
    for (Component component : record.components()) {
      Field field = byName.remove(component.name());
      if (field == null) {
        problems.add(missing(component, document, object));
        continue;
      }
      Slot slot = match(component, component.type(), field.slot(), path + "." + field.key());
      if (slot != null) {
        String description =
            component.description() == null ? field.description() : component.description();
        fields.add(new Field(field.key(), slot, description));
      }
    }
    byName.values().removeIf(field -> isOmitted(field));
    if (!byName.isEmpty()) {
      String unused =
          byName.values().stream()
              .map(field -> "'" + field.key() + "'")
              .collect(Collectors.joining(", "));
      problems.add(new DeclarationProblem.UnusedKey(record.place(), unused, object));
    }
    return new ObjectShape(record.name(), document.model(), List.copyOf(fields));
  }

  private static boolean isOmitted(Field field) {
    return CommentText.of(field.description(), CommentText.On.COLUMN).omitted();
  }

  private static DeclarationProblem missing(
      Component component, ObjectShape document, String object) {
    String key = Names.key(component.name());
    List<String> keys = document.fields().stream().map(Field::key).toList();
    return new DeclarationProblem.MissingKey(
        component.place(),
        component.name(),
        object,
        key,
        Hint.of(key, keys),
        "add '" + key + "' to the view");
  }

  private @Nullable Slot match(Component component, JavaType java, Slot slot, String key) {
    Shape shape = shape(component, java, slot.shape(), key);
    if (shape == null) {
      return null;
    }
    if (slot.nullable() && !java.nullable()) {
      problems.add(
          new DeclarationProblem.NullableKey(
              component.place(),
              component.name(),
              key,
              Spelling.of(java),
              Spelling.boxed(java),
              "see to it in the view that it cannot, with COALESCE or an inner join"));
      return null;
    }
    return new Slot(shape, slot.nullable() || java.nullable());
  }

  private @Nullable Shape shape(Component component, JavaType java, Shape shape, String key) {
    return switch (shape) {
      case ObjectShape object when java instanceof JavaType.OfRecord(Class<?> raw, boolean _) -> {
        RecordDeclaration record = declarations.records().get(raw);
        yield record == null ? null : match(record, object, "the object " + key, key);
      }
      case ListShape(Slot element)
          when java instanceof JavaType.ListOf(Class<?> _, JavaType inner, boolean _) -> {
        Slot slot = match(component, inner, element, key + "[]");
        yield slot == null ? null : new ListShape(slot);
      }
      case ScalarShape(PgType type)
          when java instanceof JavaType.Enumeration(Class<?> raw, boolean _)
              && Spelling.carries("String", type.base())
              && type.base().kind() != PgType.Kind.ENUM ->
          new ScalarShape(stored(raw));
      case ScalarShape(PgType type) -> scalar(component, java, type, key, "view") ? shape : null;
      case OpaqueShape _ when Spelling.isJson(java) -> shape;
      case ObjectShape _, ListShape _, OpaqueShape _ -> {
        problems.add(
            new DeclarationProblem.WrongType(
                component.place(),
                component.name(),
                key,
                Spelling.of(java),
                Spelling.of(shape),
                Spelling.javaFor(shape),
                "change the view"));
        yield null;
      }
    };
  }

  /**
   * Whether values of the PostgreSQL type fit; a problem if not.
   *
   * @param of what the key belongs to: {@code view} or {@code type}
   */
  boolean scalar(Component component, JavaType java, PgType type, String key, String of) {
    PgType base = type.base();
    if (base.kind() == PgType.Kind.ARRAY
        && base.element() != null
        && java instanceof JavaType.ListOf(Class<?> _, JavaType inner, boolean _)) {
      return scalar(component, inner, base.element(), key + "[]", of);
    }
    if (base.kind() == PgType.Kind.ENUM && java instanceof JavaType.Enumeration enumeration) {
      return enumeration(component, enumeration, base);
    }
    if (base.kind() != PgType.Kind.ARRAY
        && java instanceof JavaType.Scalar(Class<?> _, String graphql, boolean _)
        && Spelling.carries(graphql, base)) {
      return true;
    }
    problems.add(
        new DeclarationProblem.WrongType(
            component.place(),
            component.name(),
            key,
            Spelling.of(java),
            type.spelling(),
            Spelling.javaFor(type),
            Spelling.remedy(java, key, of)));
    return false;
  }

  /** The PostgreSQL type that an enum stands for: text, if no other. */
  PgType stored(Class<?> type) {
    PgType known = enumTypes.get(type);
    if (known != null) {
      return known;
    }
    EnumDeclaration declared = Objects.requireNonNull(declarations.enums().get(type));
    PgType text =
        new PgType(
            LeafTypes.IN_JAVA,
            type.getName(),
            "text",
            PgType.Kind.ENUM,
            null,
            declared.labels(),
            List.of(),
            false,
            null);
    enums.put(text.context() + "." + text.name(), declared);
    enumTypes.put(type, text);
    return text;
  }

  private boolean enumeration(Component component, JavaType.Enumeration java, PgType type) {
    EnumDeclaration declared = Objects.requireNonNull(declarations.enums().get(java.raw()));
    List<String> labels = type.labels();
    List<String> missing =
        labels.stream().filter(label -> !declared.labels().contains(label)).toList();
    List<String> unknown =
        declared.labels().stream().filter(label -> !labels.contains(label)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      problems.add(
          new DeclarationProblem.EnumMismatch(
              component.place(),
              Spelling.of(java),
              type.spelling(),
              String.join(", ", missing),
              unknown.isEmpty() ? "" : unknown.getFirst()));
      return false;
    }
    String key = type.context() + "." + type.name();
    if (enums.getOrDefault(key, declared).equals(declared)) {
      enums.put(key, declared);
      enumTypes.put(java.raw(), type);
    }
    return true;
  }
}
