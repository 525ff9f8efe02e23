package org.fraiseql.operation;

import graphql.language.OperationDefinition;
import graphql.schema.GraphQLObjectType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fraiseql.problem.DocumentProblem;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** One validated document. Thread-safe. */
public final class Document {

  private final Suggestions suggestions;
  private final Map<String, Prepared> operations = new LinkedHashMap<>();

  Document(Terms terms, Parsed parsed, Introspection introspection) {
    this.suggestions = terms.suggestions();
    for (OperationDefinition definition : parsed.operations()) {
      GraphQLObjectType root = Types.root(terms.schema(), definition);
      if (root == null) {
        throw new IllegalStateException("no root type for a validated operation");
      }
      operations.put(
          definition.getName() == null ? "" : definition.getName(),
          new Prepared(terms, parsed, definition, root, introspection));
    }
  }

  /**
   * The operation of that name; without a name (or with an empty one) the only one there is.
   *
   * @throws ProblemException if there is no such operation, or several to choose from
   */
  public Prepared operation(@Nullable String operationName) {
    if (operationName == null || operationName.isEmpty()) {
      if (operations.size() == 1) {
        return operations.values().iterator().next();
      }
      throw new ProblemException(
          new DocumentProblem.OperationNotChosen(List.copyOf(operations.keySet())));
    }
    Prepared operation = operations.get(operationName);
    if (operation == null) {
      List<String> names = operations.keySet().stream().filter(name -> !name.isEmpty()).toList();
      throw new ProblemException(
          new DocumentProblem.UnknownOperation(
              Leaves.shortened(operationName), suggestions.hint(operationName, names)));
    }
    return operation;
  }
}
