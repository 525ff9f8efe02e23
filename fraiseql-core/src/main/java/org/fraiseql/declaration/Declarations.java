package org.fraiseql.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fraiseql.problem.DeclarationProblem;

/**
 * All that Java declares of an API. Immutable and thread-safe.
 *
 * @param records by their class; those of inputs too
 * @param problems what cannot be served; it is left out of the rest
 */
public record Declarations(
    Map<Class<?>, RecordDeclaration> records,
    Map<Class<?>, SealedDeclaration> sealed,
    Map<Class<?>, EnumDeclaration> enums,
    List<MethodDeclaration> methods,
    List<DeclarationProblem> problems) {

  /** Nothing is declared in Java. */
  public static final Declarations NONE =
      new Declarations(Map.of(), Map.of(), Map.of(), List.of(), List.of());

  /** Whether nothing is declared. */
  public boolean isEmpty() {
    return records.isEmpty() && methods.isEmpty() && enums.isEmpty() && problems.isEmpty();
  }

  /** The method that answers a field of the query type. */
  public Optional<MethodDeclaration> query(String field) {
    return root(MethodDeclaration.Kind.QUERY, field);
  }

  /** The method that answers a field of the mutation type. */
  public Optional<MethodDeclaration> mutation(String field) {
    return root(MethodDeclaration.Kind.MUTATION, field);
  }

  private Optional<MethodDeclaration> root(MethodDeclaration.Kind kind, String field) {
    return methods.stream().filter(m -> m.kind() == kind && m.name().equals(field)).findFirst();
  }

  /** The method that computes a field of the object type of that name. */
  public Optional<MethodDeclaration> field(String typeName, String field) {
    return methods.stream()
        .filter(m -> m.on() != null && m.name().equals(field))
        .filter(
            m -> records.get(m.on()) instanceof RecordDeclaration r && r.name().equals(typeName))
        .findFirst();
  }
}
