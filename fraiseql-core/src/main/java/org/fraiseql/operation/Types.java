package org.fraiseql.operation;

import graphql.introspection.Introspection;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about graphql-java's types. */
final class Types {

  private Types() {}

  /** The element type, when the type is a list. */
  static @Nullable GraphQLInputType element(GraphQLType type) {
    return GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list
        ? (GraphQLInputType) list.getWrappedType()
        : null;
  }

  static GraphQLType nullable(GraphQLType type) {
    return GraphQLTypeUtil.unwrapNonNull(type);
  }

  static boolean isRequired(GraphQLType type) {
    return GraphQLTypeUtil.isNonNull(type);
  }

  /** Whether it is a scalar or an enum, required or not. */
  static boolean isLeaf(GraphQLType type) {
    GraphQLType bare = nullable(type);
    return bare instanceof GraphQLScalarType || bare instanceof GraphQLEnumType;
  }

  static boolean isBoolean(GraphQLScalarType type) {
    return type.getName().equals("Boolean");
  }

  static String shown(GraphQLType type) {
    return "of type " + GraphQLTypeUtil.simplePrint(type);
  }

  static @Nullable GraphQLObjectType root(GraphQLSchema schema, OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  /** The object types that a union or interface stands for; none for any other type. */
  static List<GraphQLObjectType> members(GraphQLSchema schema, @Nullable GraphQLType type) {
    return switch (type) {
      case GraphQLUnionType union ->
          union.getTypes().stream().map(GraphQLObjectType.class::cast).toList();
      case GraphQLInterfaceType shared -> schema.getImplementations(shared);
      case null, default -> List.of();
    };
  }

  /** The field of that name, introspection included. */
  static @Nullable GraphQLFieldDefinition field(
      GraphQLSchema schema, GraphQLCompositeType parent, String name) {
    if (name.startsWith("__")) {
      if (name.equals("__typename")) {
        return Introspection.TypeNameMetaFieldDef;
      }
      if (parent == schema.getQueryType()) {
        if (name.equals("__schema")) {
          return schema.getIntrospectionSchemaFieldDefinition();
        }
        if (name.equals("__type")) {
          return schema.getIntrospectionTypeFieldDefinition();
        }
      }
    }
    return parent instanceof GraphQLFieldsContainer container
        ? container.getFieldDefinition(name)
        : null;
  }

  static List<String> names(List<? extends GraphQLNamedSchemaElement> elements) {
    return elements.stream().map(GraphQLNamedSchemaElement::getName).toList();
  }
}
