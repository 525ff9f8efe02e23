package org.fraiseql.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fraiseql.declaration.DeclarationReader;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.problem.DeclarationProblem;
import org.fraiseql.problem.DefinitionProblem;

/** Takes the names of Java's types before the database's types get theirs. */
final class DeclaredNames {

  private final JavaMatch match;
  private final TypeNames names;
  private final List<DefinitionProblem> problems;
  private final Set<Class<?>> invalid = new LinkedHashSet<>();

  private DeclaredNames(JavaMatch match, TypeNames names, List<DefinitionProblem> problems) {
    this.match = match;
    this.names = names;
    this.problems = problems;
  }

  /** What is left to serve: all whose names could be had. */
  static Declarations claim(
      Declarations declared, JavaMatch match, TypeNames names, List<DefinitionProblem> problems) {
    DeclaredNames taking = new DeclaredNames(match, names, problems);
    declared.enums().values().forEach(e -> taking.claim(e.name(), e.place(), e.type()));
    declared.sealed().values().forEach(s -> taking.claim(s.name(), s.place(), s.type()));
    // Documents take theirs where all documents do.
    declared.records().values().stream()
        .filter(record -> !match.matched().contains(record.type()))
        .forEach(record -> taking.claim(record.name(), record.place(), record.type()));
    return taking.invalid.isEmpty()
        ? declared
        : DeclarationReader.without(declared, taking.invalid);
  }

  private void claim(String name, String place, Class<?> type) {
    if (!Names.isValid(name)) {
      refuse(
          type,
          new DeclarationProblem.Malformed(
              place, "'" + name + "' is not a GraphQL name", "Give it another name."));
    } else if (!names.claim(name, place)) {
      String keeper = String.valueOf(names.owner(name));
      refuse(type, new DeclarationProblem.NameTaken(place, "type", name, keeper));
    }
  }

  private void refuse(Class<?> type, DeclarationProblem problem) {
    invalid.add(type);
    match.enumTypes().remove(type);
    match.enums().values().removeIf(declared -> declared.type().equals(type));
    problems.add(problem);
  }
}
