package org.fraiseql.schema;

import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphqlTypeComparatorEnvironment;
import graphql.schema.GraphqlTypeComparatorRegistry;
import graphql.schema.idl.SchemaPrinter;
import java.util.Comparator;

/** The schema as text: types by name, what is inside them in the order of the definitions. */
final class Sdl {

  private Sdl() {}

  static String of(GraphQLSchema schema) {
    SchemaPrinter.Options options =
        SchemaPrinter.Options.defaultOptions()
            .includeSchemaDefinition(false)
            .includeDirectiveDefinitions(false)
            .includeScalarTypes(true)
            .setComparators(new Order());
    return new SchemaPrinter(options).print(schema).strip() + "\n";
  }

  private static final class Order implements GraphqlTypeComparatorRegistry {
    @Override
    public <T extends GraphQLSchemaElement> Comparator<? super T> getComparator(
        GraphqlTypeComparatorEnvironment environment) {
      return environment.getParentType() == null
          ? Comparator.comparing(element -> ((GraphQLNamedSchemaElement) element).getName())
          : GraphqlTypeComparatorRegistry.AS_IS_REGISTRY.getComparator(environment);
    }
  }
}
