package org.fraiseql.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of the response: fragments merged, directives decided, names as in the GraphQL schema.
 *
 * @param responseKey the alias, or the name
 * @param name the field's name; {@code __typename} stands for itself
 * @param arguments those that were given, defaults included
 * @param children what is selected of an object; empty for a leaf, a union and an interface
 * @param branches what is selected of each type that a union or interface can be, by the name of
 *     the object type, with an empty list where nothing is; empty for all else
 */
public record Selection(
    String responseKey,
    String name,
    Map<String, Value> arguments,
    List<Selection> children,
    Map<String, List<Selection>> branches) {

  /** A selection of something that is neither union nor interface. */
  public Selection(
      String responseKey, String name, Map<String, Value> arguments, List<Selection> children) {
    this(responseKey, name, arguments, children, Map.of());
  }

  /**
   * The one argument of a root selection of {@code __schema} or {@code __type} beside others: a
   * {@link Value.Scalar} whose binding gives the field's finished JSON text.
   */
  public static final String JSON = "json";

  /** The argument of that name, if it was given. */
  public Optional<Value> argument(String argumentName) {
    return Optional.ofNullable(arguments.get(argumentName));
  }

  /** What is selected of the object type, which is one that this union or interface can be. */
  public List<Selection> branch(String type) {
    return branches.getOrDefault(type, List.of());
  }
}
