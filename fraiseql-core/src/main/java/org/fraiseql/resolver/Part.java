package org.fraiseql.resolver;

import java.util.List;
import java.util.Map;
import org.fraiseql.declaration.MethodDeclaration;
import org.fraiseql.operation.Value;
import org.fraiseql.schema.OutputType;
import org.jspecify.annotations.Nullable;

/**
 * A field of an answer, and whether PostgreSQL or Java gives it. Immutable.
 *
 * @param call what Java is asked for it; null if it is a part of what is there already
 * @param children what is selected of an object
 * @param branches what is selected of each type that a union or interface can be, by type name
 * @param written whether Java gives it, or something inside of it
 */
record Part(
    String responseKey,
    String name,
    OutputType type,
    @Nullable Call call,
    List<Part> children,
    Map<String, List<Part>> branches,
    boolean written) {

  /**
   * A method's part in an operation. Immutable.
   *
   * @param arguments those of the field that were given
   * @param needs the components of the method's object that PostgreSQL has to give, and the
   *     response keys under which it gives them
   * @param path response keys, without the indexes of lists
   */
  record Call(
      MethodDeclaration method,
      Map<String, Value> arguments,
      Map<String, String> needs,
      List<Object> path) {}

  /** What is selected of an object of that type. */
  List<Part> of(String typeName) {
    return branches.isEmpty() ? children : branches.getOrDefault(typeName, List.of());
  }
}
