package org.fraiseql.declaration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fraiseql.declaration.MethodDeclaration.Parameter;
import org.fraiseql.declaration.RecordDeclaration.Role;
import org.fraiseql.problem.DeclarationProblem;
import org.jspecify.annotations.Nullable;

/**
 * Reads an API: what its methods and types declare, without all that cannot be served. Whatever
 * uses something that cannot be served goes with it, and only the cause is a problem.
 */
public final class DeclarationReader {

  private final List<DeclarationProblem> problems = new ArrayList<>();
  private final Set<Class<?>> invalid = new LinkedHashSet<>();

  private DeclarationReader() {}

  /** What is left without these types, and without all that uses them. */
  public static Declarations without(Declarations declarations, Set<Class<?>> types) {
    DeclarationReader reader = new DeclarationReader();
    reader.problems.addAll(declarations.problems());
    reader.invalid.addAll(types);
    return reader.withoutInvalid(declarations);
  }

  /**
   * @param apis objects and classes with methods, and types
   * @param injected the types of parameters that are no arguments
   */
  public static Declarations read(List<?> apis, Set<Class<?>> injected) {
    return read(apis, injected, new Constraints(Constraints::areChecked));
  }

  static Declarations read(List<?> apis, Set<Class<?>> injected, Constraints constraints) {
    return new DeclarationReader().all(apis, injected, constraints);
  }

  private Declarations all(List<?> apis, Set<Class<?>> injected, Constraints constraints) {
    TypeReader types = new TypeReader(constraints, problems);
    MethodReader reader = new MethodReader(types, injected, problems);
    List<MethodDeclaration> methods = new ArrayList<>();
    for (Object api : apis) {
      if (api instanceof Class<?> type && (type.isRecord() || type.isEnum() || type.isSealed())) {
        types.type(type, TypeReader.place(type), false);
      } else {
        methods.addAll(reader.read(api));
      }
    }
    Declarations read = types.declarations(methods);
    sameNames(read);
    cycles(read.records());
    return withoutInvalid(read);
  }

  private void sameNames(Declarations read) {
    Map<String, String> keepers = new HashMap<>();
    read.records().values().forEach(r -> name(r.name(), r.place(), r.type(), keepers));
    read.sealed().values().forEach(s -> name(s.name(), s.place(), s.type(), keepers));
    read.enums().values().forEach(e -> name(e.name(), e.place(), e.type(), keepers));
  }

  private void name(String name, String place, Class<?> type, Map<String, String> keepers) {
    String keeper = keepers.putIfAbsent(name, place);
    if (keeper != null) {
      invalid.add(type);
      problems.add(new DeclarationProblem.NameTaken(place, "type", name, keeper));
    }
  }

  /** An input that needs itself; each is told once. */
  private void cycles(Map<Class<?>, RecordDeclaration> records) {
    Set<Class<?>> done = new LinkedHashSet<>();
    for (RecordDeclaration input : records.values()) {
      if (input.role() == Role.INPUT) {
        follow(input, records, new ArrayList<>(), done);
      }
    }
  }

  private void follow(
      RecordDeclaration input,
      Map<Class<?>, RecordDeclaration> records,
      List<RecordDeclaration> path,
      Set<Class<?>> done) {
    int start = path.indexOf(input);
    if (start >= 0) {
      List<String> names = path.stream().skip(start).map(RecordDeclaration::name).toList();
      invalid.add(input.type());
      problems.add(
          new DeclarationProblem.InputCycle(
              input.place(), String.join(" → ", names) + " → " + input.name()));
      return;
    }
    if (!done.add(input.type())) {
      return;
    }
    path.add(input);
    for (Component component : input.components()) {
      if (component.type() instanceof JavaType.OfRecord(Class<?> raw, boolean nullable)
          && !nullable
          && records.get(raw) instanceof RecordDeclaration next) {
        follow(next, records, path, done);
      }
    }
    path.removeLast();
  }

  private Declarations withoutInvalid(Declarations read) {
    Map<Class<?>, RecordDeclaration> records = new LinkedHashMap<>(read.records());
    Map<Class<?>, SealedDeclaration> sealed = new LinkedHashMap<>(read.sealed());
    for (int before = -1; before != invalid.size(); ) {
      before = invalid.size();
      records.replaceAll((_, record) -> trimmed(record));
      records.values().stream()
          .filter(record -> record.components().isEmpty())
          .forEach(record -> invalid.add(record.type()));
      sealed.replaceAll((_, union) -> trimmed(union, records));
      sealed.values().stream()
          .filter(union -> union.members().isEmpty())
          .forEach(union -> invalid.add(union.type()));
    }
    records.keySet().removeAll(invalid);
    sealed.keySet().removeAll(invalid);
    Map<Class<?>, EnumDeclaration> enums = new LinkedHashMap<>(read.enums());
    enums.keySet().removeAll(invalid);
    return new Declarations(records, sealed, enums, methods(read.methods()), List.copyOf(problems));
  }

  private RecordDeclaration trimmed(RecordDeclaration record) {
    List<Component> valid =
        record.components().stream().filter(component -> isValid(component.type())).toList();
    if (valid.size() == record.components().size()) {
      return record;
    }
    List<Integer> indexes =
        valid.stream().map(component -> record.components().indexOf(component)).toList();
    return new RecordDeclaration(
        record.type(),
        record.name(),
        record.role(),
        record.relation(),
        record.description(),
        valid,
        (instance, index) -> record.reader().apply(instance, indexes.get(index)));
  }

  private SealedDeclaration trimmed(
      SealedDeclaration union, Map<Class<?>, RecordDeclaration> records) {
    List<RecordDeclaration> members = new ArrayList<>();
    for (RecordDeclaration member : union.members()) {
      RecordDeclaration current = records.get(member.type());
      if (current != null && !invalid.contains(member.type())) {
        members.add(current);
      }
    }
    List<Component> shared =
        union.shared().stream().filter(component -> isValid(component.type())).toList();
    return new SealedDeclaration(
        union.type(), union.name(), union.description(), List.copyOf(members), shared);
  }

  private boolean isValid(JavaType type) {
    return !invalid.contains(type.single().raw());
  }

  private List<MethodDeclaration> methods(List<MethodDeclaration> read) {
    Map<String, MethodDeclaration> byName = new LinkedHashMap<>();
    for (MethodDeclaration method : read) {
      if (!isValid(method)) {
        continue;
      }
      String on = method.on() == null ? method.kind().name() : method.on().getName();
      MethodDeclaration keeper = byName.putIfAbsent(on + "." + method.name(), method);
      if (keeper != null) {
        problems.add(
            new DeclarationProblem.NameTaken(
                method.place(), "field", method.name(), keeper.place()));
      }
    }
    return List.copyOf(byName.values());
  }

  private boolean isValid(MethodDeclaration method) {
    @Nullable Class<?> on = method.on();
    return isValid(method.result())
        && (on == null || !invalid.contains(on))
        && method.parameters().stream()
            .allMatch(
                parameter ->
                    switch (parameter) {
                      case Parameter.Argument argument -> isValid(argument.type());
                      case Parameter.Parent(RecordDeclaration parent) ->
                          !invalid.contains(parent.type());
                      case Parameter.Injected _ -> true;
                    });
  }
}
