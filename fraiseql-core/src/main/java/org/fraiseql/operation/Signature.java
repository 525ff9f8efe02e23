package org.fraiseql.operation;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a variable's value decides the statement's text, written down: which input fields are
 * there, how long lists of input objects are, nulls, enum values, booleans and numbers of rows.
 * What is only bound is not in it. Names need no quoting, since they are GraphQL names.
 */
final class Signature {

  private Signature() {}

  /** Whether values of the type can differ in their signature. */
  static boolean varies(GraphQLInputType type) {
    if (!Types.isRequired(type)) {
      return true;
    }
    GraphQLInputType element = Types.element(type);
    if (element != null) {
      return !Types.isLeaf(element);
    }
    return !(Types.nullable(type) instanceof GraphQLScalarType scalar) || Types.isBoolean(scalar);
  }

  static void write(VariableSpec spec, @Nullable Object value, StringBuilder to) {
    if (value == Variables.ABSENT) {
      to.append('-');
    } else if (spec.count() && value != null) {
      to.append(value);
    } else {
      write(spec.type(), value, to);
    }
    to.append(';');
  }

  private static void write(GraphQLInputType type, @Nullable Object value, StringBuilder to) {
    if (value == null) {
      to.append('~');
      return;
    }
    GraphQLType bare = Types.nullable(type);
    switch (bare) {
      case GraphQLScalarType _ -> to.append(value instanceof Boolean flag ? flag ? "t" : "f" : "*");
      case GraphQLEnumType _ -> to.append(value);
      case GraphQLInputObjectType object -> {
        to.append('{');
        ((Map<?, ?>) value)
            .forEach(
                (name, inner) -> {
                  GraphQLInputObjectField field = object.getFieldDefinition((String) name);
                  to.append(name).append(':');
                  write(field.getType(), inner, to);
                  to.append(',');
                });
        to.append('}');
      }
      default -> {
        GraphQLInputType element = Types.element(bare);
        if (element == null || Types.isLeaf(element)) {
          to.append('*');
        } else {
          to.append('[');
          for (Object item : (List<?>) value) {
            write(element, item, to);
            to.append(',');
          }
          to.append(']');
        }
      }
    }
  }
}
