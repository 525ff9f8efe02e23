package org.fraiseql.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.fraiseql.catalog.PgType;
import org.fraiseql.declaration.Component;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.EnumDeclaration;
import org.fraiseql.declaration.JavaType;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.declaration.MethodDeclaration.Parameter.Argument;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.declaration.RecordDeclaration.Role;
import org.fraiseql.declaration.SealedDeclaration;
import org.fraiseql.definition.Shape;
import org.fraiseql.definition.Shape.ListShape;
import org.fraiseql.definition.Shape.ObjectShape;
import org.fraiseql.definition.Shape.ScalarShape;
import org.fraiseql.definition.Shape.Slot;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;
import org.fraiseql.problem.Hint;
import org.fraiseql.schema.CommandField.Failure;
import org.fraiseql.schema.CommandField.Input;
import org.fraiseql.schema.CommandField.Success;
import org.fraiseql.schema.CommandField.Success.Payload;
import org.fraiseql.schema.CommandRoutines.Found;
import org.jspecify.annotations.Nullable;

/**
 * The commands whose types Java declares: a method without a body that names a function. They are
 * carried out as those that were found in the database.
 */
final class DeclaredCommands {

  /** What every failure can have, and whether that can be null. */
  private static final Map<String, Boolean> FAILURE =
      Map.of("message", false, "code", false, "field", true, "details", true);

  private final Declarations declarations;
  private final JavaMatch match;
  private final List<DefinitionProblem> problems;
  private final Map<MethodDeclaration, Found> found = new LinkedHashMap<>();

  DeclaredCommands(Declarations declarations, JavaMatch match, List<DefinitionProblem> problems) {
    this.declarations = declarations;
    this.match = match;
    this.problems = problems;
  }

  /** The routines that are left for the database to declare. */
  List<Found> remaining(List<Found> all) {
    List<Found> remaining = new ArrayList<>(all);
    for (MethodDeclaration method : declarations.methods()) {
      if (method.function() != null) {
        take(method, method.function(), all)
            .ifPresent(
                taken -> {
                  remaining.remove(taken);
                  found.put(method, taken);
                });
      } else if (method.kind() == MethodDeclaration.Kind.MUTATION) {
        all.stream()
            .filter(each -> each.field().equals(method.name()))
            .filter(remaining::remove)
            .forEach(
                replaced ->
                    problems.add(
                        new DeclarationProblem.Replaced(
                            method.place(), "mutation", method.name(), replaced.place())));
      }
    }
    return remaining;
  }

  private Optional<Found> take(MethodDeclaration method, String function, List<Found> all) {
    List<Found> named =
        all.stream()
            .filter(
                each ->
                    each.routine().name().equals(function)
                        || (each.routine().context() + "." + each.routine().name())
                            .equals(function))
            .toList();
    Optional<Found> taken =
        named.stream()
            .filter(each -> named.size() == 1 || each.routine().context().equals("public"))
            .findFirst();
    if (taken.isEmpty()) {
      List<String> known = all.stream().map(each -> each.routine().name()).toList();
      problems.add(
          new DeclarationProblem.UnknownFunction(
              method.place(), function, Hint.of(function, known)));
    }
    return taken;
  }

  /** What a command's routine needs that is known elsewhere. */
  interface Lookup {

    /** The composite type of the input; null if nothing says it. */
    @Nullable PgType composite(Found found);

    CommandField.@Nullable Aggregate aggregate(Found found, Input input);
  }

  /** The fields by name. */
  Map<String, CommandField> fields(RootFields roots, Lookup lookup) {
    Map<String, CommandField> fields = new LinkedHashMap<>();
    found.forEach(
        (method, routine) -> {
          CommandField field = field(method, routine, roots, lookup);
          if (field != null) {
            fields.put(field.name(), field);
          }
        });
    return fields;
  }

  /** The method that declares the command. */
  Optional<MethodDeclaration> method(CommandField field) {
    return found.keySet().stream().filter(m -> m.name().equals(field.name())).findFirst();
  }

  private @Nullable CommandField field(
      MethodDeclaration method, Found routine, RootFields roots, Lookup lookup) {
    List<Argument> arguments = method.arguments();
    RecordDeclaration given =
        arguments.size() == 1 && method.parameters().size() == 1
            ? declarations.records().get(arguments.getFirst().type().raw())
            : null;
    SealedDeclaration result = declarations.sealed().get(method.result().raw());
    RecordDeclaration success = result == null ? null : member(result, Role.SUCCESS);
    RecordDeclaration failure = result == null ? null : member(result, Role.FAILURE);
    if (given == null || result == null || success == null || failure == null) {
      problems.add(
          new DeclarationProblem.Malformed(
              method.place(),
              given == null
                  ? "a function takes one record as its input"
                  : "its result is no sealed interface of one @Success and one @Failure",
              "Declare it so: @Mutation(function = \""
                  + method.function()
                  + "\") CreateOrderResult createOrder(CreateOrderInput input);"));
      return null;
    }
    Input input = input(given, lookup.composite(routine));
    CommandField.Aggregate aggregate = lookup.aggregate(routine, input);
    return new CommandField(
        method.name(),
        routine.routine(),
        input,
        success(success, roots, aggregate != null),
        failure(failure, routine, aggregate != null),
        result.name(),
        aggregate,
        routine.text().isolation());
  }

  private static @Nullable RecordDeclaration member(SealedDeclaration result, Role role) {
    List<RecordDeclaration> members =
        result.members().stream().filter(member -> member.role() == role).toList();
    return members.size() == 1 && result.members().size() == 2 ? members.getFirst() : null;
  }

  /** The components with what the composite type says of them; their own types without one. */
  private Input input(RecordDeclaration record, @Nullable PgType composite) {
    Map<String, Input.Field> fields = new LinkedHashMap<>();
    for (Component component : record.components()) {
      Input.Field field = composite == null ? untyped(component) : typed(component, composite);
      if (field != null) {
        fields.put(component.name(), field);
      }
    }
    return new Input(record.name(), composite, Collections.unmodifiableMap(fields));
  }

  private Input.Field untyped(Component component) {
    JavaType single = component.type().single();
    RecordDeclaration inner = declarations.records().get(single.raw());
    return new Input.Field(
        component.name(),
        Names.key(component.name()),
        stored(component.type()),
        inner == null ? null : input(inner, null));
  }

  /** The PostgreSQL type of what nothing in the database says the type of. */
  private PgType stored(JavaType type) {
    return type instanceof JavaType.Enumeration(Class<?> raw, boolean _)
        ? match.stored(raw)
        : BuiltIn.of(type);
  }

  private Input.@Nullable Field typed(Component component, PgType composite) {
    String object = "the type " + composite.spelling();
    for (PgType.Attribute attribute : composite.attributes()) {
      if (!component.name().equals(Names.field(attribute.name()))) {
        continue;
      }
      String key = composite.spelling() + "." + attribute.name();
      PgType single = CommandInputs.single(attribute.type());
      RecordDeclaration inner = declarations.records().get(component.type().single().raw());
      if (single.kind() == PgType.Kind.COMPOSITE && inner != null) {
        return new Input.Field(
            component.name(), attribute.name(), attribute.type(), input(inner, single));
      }
      return match.scalar(component, component.type(), attribute.type(), key, "type")
          ? new Input.Field(component.name(), attribute.name(), attribute.type(), null)
          : null;
    }
    List<String> keys = composite.attributes().stream().map(PgType.Attribute::name).toList();
    String key = Names.key(component.name());
    problems.add(
        new DeclarationProblem.MissingKey(
            component.place(),
            component.name(),
            object,
            key,
            Hint.of(key, keys),
            "ALTER TYPE " + composite.spelling() + " ADD ATTRIBUTE " + key + " …"));
    return null;
  }

  private Success success(RecordDeclaration record, RootFields roots, boolean versioned) {
    Payload payload = null;
    Map<String, ObjectType.Field> data = new LinkedHashMap<>();
    for (Component component : record.components()) {
      String name = component.name();
      RecordDeclaration document = declarations.records().get(component.type().raw());
      RootField root = document == null ? null : one(document, roots);
      if (root != null && payload == null) {
        payload = new Payload(name, root);
      } else if (!name.equals("message") && !(versioned && name.equals("version"))) {
        data.put(name, dataField(component));
      }
    }
    return new Success(record.name(), payload, new ObjectType(record.name(), data));
  }

  private static @Nullable RootField one(RecordDeclaration document, RootFields roots) {
    return document.relation() == null
        ? null
        : roots.all().values().stream()
            .filter(root -> root.kind() == RootField.Kind.ONE)
            .filter(root -> root.type().name().equals(document.name()))
            .findFirst()
            .orElse(null);
  }

  private ObjectType.Field dataField(Component component) {
    JavaType type = component.type();
    RecordDeclaration inner = declarations.records().get(type.single().raw());
    ObjectType object = null;
    if (inner != null) {
      Map<String, ObjectType.Field> fields = new LinkedHashMap<>();
      inner.components().forEach(c -> fields.put(c.name(), dataField(c)));
      object = new ObjectType(inner.name(), Collections.unmodifiableMap(fields));
    }
    String key = Names.key(component.name());
    return new ObjectType.Field(component.name(), key, slot(type), object, null, null);
  }

  private Slot slot(JavaType type) {
    return new Slot(shape(type), type.nullable());
  }

  private Shape shape(JavaType type) {
    return switch (type) {
      case JavaType.ListOf(Class<?> _, JavaType element, boolean _) -> new ListShape(slot(element));
      case JavaType.OfRecord _
          when declarations.records().get(type.raw()) instanceof RecordDeclaration record -> {
        List<Shape.Field> fields = new ArrayList<>();
        record
            .components()
            .forEach(c -> fields.add(new Shape.Field(Names.key(c.name()), slot(c.type()), null)));
        yield new ObjectShape(record.name(), null, fields);
      }
      case JavaType.OfRecord _, JavaType.OfSealed _, JavaType.Scalar _, JavaType.Enumeration _ ->
          new ScalarShape(stored(type));
    };
  }

  private Failure failure(RecordDeclaration record, Found routine, boolean versioned) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (Component component : record.components()) {
      String name = component.name();
      Boolean nullable =
          versioned && name.equals("currentVersion") ? Boolean.TRUE : FAILURE.get(name);
      if (nullable == null) {
        problems.add(
            new DeclarationProblem.MissingKey(
                component.place(),
                name,
                "a rejection",
                name,
                Hint.of(name, FAILURE.keySet().stream().sorted().toList()),
                ""));
      } else if (nullable && !component.type().nullable()) {
        problems.add(
            new DeclarationProblem.NullableKey(
                component.place(),
                name,
                "a rejection's '" + name + "'",
                Spelling.of(component.type()),
                Spelling.boxed(component.type()),
                "leave the component out"));
      } else if (component.type() instanceof JavaType.Enumeration enumeration) {
        codes.putAll(codes(component, enumeration, routine));
      }
    }
    return new Failure(record.name(), codes);
  }

  private Map<String, String> codes(
      Component component, JavaType.Enumeration enumeration, Found routine) {
    Set<String> all = new LinkedHashSet<>(CommandFields.codesOf(routine.text().errors().keySet()));
    EnumDeclaration declared = Objects.requireNonNull(declarations.enums().get(enumeration.raw()));
    all.removeAll(declared.labels());
    if (!all.isEmpty()) {
      problems.add(
          new DeclarationProblem.EnumMismatch(
              component.place(),
              Spelling.of(enumeration),
              "the codes of " + routine.place(),
              String.join(", ", all),
              ""));
    }
    return declared.names();
  }
}
