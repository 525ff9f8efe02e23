package org.fraiseql.operation;

import java.util.List;
import java.util.Map;
import org.fraiseql.sql.Binding;

/**
 * An argument's value. What decides the shape of the SQL statement (names, numbers of rows, flags,
 * which operators are given) is here as itself; what is only compared with is a binding, so that
 * one plan serves all values.
 */
public sealed interface Value {

  /** An explicit {@code null}. */
  record Null() implements Value {}

  /** A boolean, as an operand too; only lists of booleans are {@link Scalars}. */
  record Flag(boolean value) implements Value {}

  /** An enum value by its GraphQL name. */
  record EnumName(String name) implements Value {}

  /** The value of {@code limit}, {@code first} or {@code last}, from 0 to the limit of rows. */
  record Count(int value) implements Value {}

  /** A scalar that is bound late. */
  record Scalar(Binding binding) implements Value {}

  /**
   * A list of scalars, bound late as one array. Enum values are in it by their GraphQL names,
   * booleans as {@code true} and {@code false}; elements can be null where the schema allows it.
   */
  record Scalars(Binding binding) implements Value {}

  /** A list of input objects. */
  record ListOf(List<Value> items) implements Value {}

  /** An input object; only the fields that were given, in the order given. */
  record Input(Map<String, Value> fields) implements Value {}

  /**
   * A command's input, which is an argument of the mutation type's field that is an input object or
   * JSON; and each argument of a field that Java answers. It decides nothing of the statement,
   * whichever fields are given: see {@link Variables#whole}.
   *
   * @param tree opaque outside of this package
   */
  record Whole(WholeArgument.Tree tree) implements Value {}
}
