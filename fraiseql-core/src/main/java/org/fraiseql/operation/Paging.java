package org.fraiseql.operation;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLTypeUtil;
import java.util.Set;

/** Which arguments say how many rows, and which rows. */
final class Paging {

  private static final Set<String> COUNTS = Set.of("limit", "first", "last");
  private static final Set<String> ALL =
      Set.of("limit", "offset", "first", "after", "last", "before");

  private Paging() {}

  static boolean isList(GraphQLFieldDefinition field) {
    return GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLList;
  }

  /** Whether the field answers pages of a list: its rows are in a list inside its own type. */
  static boolean isConnection(GraphQLFieldDefinition field) {
    return !isList(field) && field.getArgument("first") != null;
  }

  private static boolean isPaged(GraphQLFieldDefinition field) {
    return isList(field) || isConnection(field);
  }

  /** Whether the argument's value is a number of rows, which the statement's text depends on. */
  static boolean isCount(GraphQLFieldDefinition field, String argument) {
    return COUNTS.contains(argument) && isPaged(field);
  }

  static boolean isOffset(GraphQLFieldDefinition field, String argument) {
    return argument.equals("offset") && isPaged(field);
  }

  /** Whether null for the argument is the same as leaving it out. */
  static boolean isPaging(GraphQLFieldDefinition field, String argument) {
    return ALL.contains(argument) && isPaged(field);
  }
}
