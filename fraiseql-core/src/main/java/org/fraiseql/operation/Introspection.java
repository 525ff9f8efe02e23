package org.fraiseql.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.fraiseql.problem.DocumentProblem.InvalidDocument;
import org.fraiseql.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Answers {@code __schema} and {@code __type} by graphql-java. Thread-safe. */
final class Introspection {

  /**
   * Begins the names of the pseudo-variables that stand for introspected JSON in a mixed operation;
   * the response key follows. No variable of a client can have such a name.
   */
  static final String PREFIX = "introspection.";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GraphQL graphql;

  Introspection(GraphQLSchema schema) {
    this.graphql =
        GraphQL.newGraphQL(schema)
            .preparsedDocumentProvider(
                (input, _) -> {
                  Document document = input.getGraphQLContext().get(Document.class);
                  return CompletableFuture.completedFuture(new PreparsedDocumentEntry(document));
                })
            .build();
  }

  static boolean isRootField(String name) {
    return name.equals("__schema") || name.equals("__type");
  }

  /** The JSON object of the operation's data. */
  String whole(Parsed parsed, OperationDefinition operation, Variables variables) {
    return json(execute(parsed, operation, variables));
  }

  /** The JSON text of one introspection field of the operation. */
  String field(
      Parsed parsed, OperationDefinition operation, List<Field> fields, Variables variables) {
    OperationDefinition alone =
        operation.transform(
            builder -> builder.selectionSet(SelectionSet.newSelectionSet(fields).build()));
    Map<String, @Nullable Object> data = execute(parsed, alone, variables);
    return json(data.get(fields.getFirst().getResultKey()));
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, @Nullable Object> execute(
      Parsed parsed, OperationDefinition operation, Variables variables) {
    List<Definition> definitions = new ArrayList<>(parsed.fragments().values());
    definitions.add(operation);
    Document document = Document.newDocument().definitions(definitions).build();
    ExecutionResult result =
        graphql.execute(
            ExecutionInput.newExecutionInput()
                .query("introspection")
                .operationName(operation.getName())
                .graphQLContext(Map.of(Document.class, document))
                .variables(variables.raw())
                .build());
    if (!result.getErrors().isEmpty()) {
      throw new ProblemException(
          result.getErrors().stream()
              .map(
                  error ->
                      new InvalidDocument(
                          SpecificationRules.sentence(error.getMessage()),
                          null,
                          List.of(),
                          List.of()))
              .toList());
    }
    Map<String, @Nullable Object> data = result.getData();
    return data;
  }
}
