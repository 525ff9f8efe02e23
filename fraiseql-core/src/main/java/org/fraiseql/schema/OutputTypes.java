package org.fraiseql.schema;

import graphql.Scalars;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import org.jspecify.annotations.Nullable;

/** What the fields of a schema's types answer. Immutable and thread-safe. */
public final class OutputTypes {

  /** Of {@code __typename}. */
  public static final OutputType TYPE_NAME =
      new OutputType(Scalars.GraphQLString.getName(), false, null, false);

  private final GraphQLSchema schema;

  public OutputTypes(GraphQLSchema schema) {
    this.schema = schema;
  }

  /** The name of the query type. */
  public String query() {
    return schema.getQueryType().getName();
  }

  /** The name of the mutation type, whether there is one or not. */
  public String mutation() {
    return schema.getMutationType() == null ? "Mutation" : schema.getMutationType().getName();
  }

  /** The type of a field; null if the type has no such field. */
  public @Nullable OutputType field(String type, String field) {
    if (field.equals("__typename")) {
      return TYPE_NAME;
    }
    if (schema.getType(type) instanceof GraphQLFieldsContainer container) {
      GraphQLFieldDefinition definition = container.getFieldDefinition(field);
      return definition == null ? null : of(definition.getType());
    }
    return null;
  }

  private static OutputType of(GraphQLType type) {
    GraphQLType bare = GraphQLTypeUtil.unwrapNonNull(type);
    OutputType element = bare instanceof GraphQLList list ? of(list.getWrappedType()) : null;
    String name = element == null ? ((GraphQLNamedType) bare).getName() : element.name();
    boolean composite = GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLCompositeType;
    return new OutputType(name, !(type instanceof GraphQLNonNull), element, composite);
  }
}
