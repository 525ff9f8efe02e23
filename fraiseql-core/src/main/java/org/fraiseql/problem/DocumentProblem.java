package org.fraiseql.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document as a whole cannot be executed. */
public sealed interface DocumentProblem extends RequestProblem {

  /**
   * The text is not GraphQL.
   *
   * @param message one sentence
   */
  record Syntax(String message, List<Location> locations) implements DocumentProblem {
    @Override
    public String code() {
      return RequestCode.SYNTAX.code;
    }
  }

  /** One of the rules of validation is broken that has no record of its own. */
  record InvalidDocument(
      String message, @Nullable String help, List<Location> locations, List<Object> path)
      implements DocumentProblem {
    @Override
    public String code() {
      return RequestCode.INVALID_DOCUMENT.code;
    }
  }

  /** {@code operationName} names nothing. */
  record UnknownOperation(String name, Hint hint) implements DocumentProblem {
    @Override
    public String code() {
      return RequestCode.UNKNOWN_OPERATION.code;
    }

    @Override
    public String message() {
      return "The document has no operation '" + name + "'.";
    }

    @Override
    public @Nullable String help() {
      return hint.sentence();
    }
  }

  /** Several operations and no {@code operationName}. */
  record OperationNotChosen(List<String> names) implements DocumentProblem {
    @Override
    public String code() {
      return RequestCode.OPERATION_NOT_CHOSEN.code;
    }

    @Override
    public String message() {
      return "The document has " + names.size() + " operations, and operationName is not given.";
    }

    @Override
    public String help() {
      return "Give one of these as operationName: " + String.join(", ", names) + ".";
    }
  }
}
