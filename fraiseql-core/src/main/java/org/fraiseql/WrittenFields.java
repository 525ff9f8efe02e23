package org.fraiseql;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.fraiseql.declaration.Declarations;
import org.fraiseql.declaration.RecordDeclaration;
import org.fraiseql.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Which fields of a schema Java answers. */
final class WrittenFields {

  private WrittenFields() {}

  static Predicate<GraphQLFieldDefinition> of(Schema schema) {
    Declarations declarations = schema.declarations();
    Set<GraphQLFieldDefinition> written = Collections.newSetFromMap(new IdentityHashMap<>());
    declarations.methods().stream()
        .filter(method -> method.function() == null)
        .forEach(
            method -> {
              GraphQLObjectType type =
                  switch (method.kind()) {
                    case QUERY -> schema.graphql().getQueryType();
                    case MUTATION -> schema.graphql().getMutationType();
                    case FIELD -> type(method.on(), schema);
                  };
              GraphQLFieldDefinition field =
                  type == null ? null : type.getFieldDefinition(method.name());
              if (field != null) {
                written.add(field);
              }
            });
    return written.isEmpty() ? _ -> false : written::contains;
  }

  private static @Nullable GraphQLObjectType type(@Nullable Class<?> on, Schema schema) {
    RecordDeclaration record = on == null ? null : schema.declarations().records().get(on);
    return record == null ? null : schema.graphql().getObjectType(record.name());
  }
}
