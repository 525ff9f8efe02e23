package org.fraiseql.operation;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A small schema of the kind that views lead to. */
final class ShopSchema {

  static final DocumentLimits LIMITS = new DocumentLimits(5_000, 12, 30, 5_000, 1_000, 100);

  private static final String SDL =
      """
      scalar UUID
      scalar Long
      scalar JSON

      type Query {
        product(id: UUID!): Product
        products(where: ProductFilter, orderBy: [ProductOrder!], limit: Int, offset: Int): [Product!]!
        productsConnection(where: ProductFilter, orderBy: [ProductOrder!], first: Int, after: String,
          last: Int, before: String): ProductConnection!
        orders(where: OrderFilter, limit: Int = 20, offset: Int): [Order!]!
      }
      type ProductConnection { totalCount: Long! edges: [ProductEdge!]! pageInfo: PageInfo! }
      type ProductEdge { cursor: String! node: Product! }
      type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
      type Product { id: UUID! name: String! price: Float stock: Long createdAt: String category: Category
        tags: [String!]! attributes: JSON }
      type Category { id: UUID! name: String! parent: Category products(limit: Int): [Product!]! }
      type Order { id: UUID! status: OrderStatus! total: Float
        items(where: ItemFilter, orderBy: [ItemOrder!], limit: Int, offset: Int): [Item!]! }
      type Item { sku: String! quantity: Int! product: Product }
      enum OrderStatus { pending shipped cancelled }
      enum OrderDirection { asc desc }

      input ProductFilter { id: UUIDOperators name: StringOperators price: FloatOperators
        stock: LongOperators available: BooleanOperators attributes: JSONOperators category: CategoryFilter
        _and: [ProductFilter!] _or: [ProductFilter!] _not: ProductFilter }
      input CategoryFilter { id: UUIDOperators name: StringOperators limit: IntOperators }
      input OrderFilter { status: StatusOperators items: ItemsFilter _and: [OrderFilter!] }
      input ItemsFilter { some: ItemFilter every: ItemFilter none: ItemFilter }
      input ItemFilter { sku: StringOperators quantity: IntOperators _or: [ItemFilter!] }
      input UUIDOperators { eq: UUID in: [UUID!] isNull: Boolean }
      input StringOperators { eq: String in: [String!] contains: String startsWith: String isNull: Boolean }
      input FloatOperators { eq: Float gte: Float lt: Float }
      input LongOperators { eq: Long gte: Long in: [Long!] }
      input IntOperators { eq: Int gte: Int between: IntRange }
      input IntRange { from: Int! to: Int = 10 }
      input BooleanOperators { eq: Boolean in: [Boolean] }
      input StatusOperators { eq: OrderStatus in: [OrderStatus!] }
      input JSONOperators { contains: JSON }
      input ProductOrder @oneOf { name: OrderDirection price: OrderDirection category: CategoryOrder }
      input CategoryOrder @oneOf { name: OrderDirection }
      input ItemOrder @oneOf { sku: OrderDirection quantity: OrderDirection }
      """;

  static final GraphQLSchema SCHEMA = schema();

  private ShopSchema() {}

  static Documents documents() {
    return new Documents(SCHEMA, LIMITS, true);
  }

  private static GraphQLSchema schema() {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .scalar(scalar("UUID", text -> UUID.fromString(text).toString()))
            .scalar(scalar("Long", text -> Long.toString(Long.parseLong(text))))
            .scalar(scalar("JSON", text -> text))
            .build();
    return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SDL), wiring);
  }

  private static GraphQLScalarType scalar(String name, UnaryOperator<String> read) {
    return GraphQLScalarType.newScalar().name(name).coercing(new TextCoercing(name, read)).build();
  }

  private record TextCoercing(String name, UnaryOperator<String> read)
      implements Coercing<String, String> {

    @Override
    public String parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return read.apply(input.toString());
      } catch (IllegalArgumentException e) {
        throw new CoercingParseValueException("Text like the examples of " + name + " is expected");
      }
    }

    @Override
    public @Nullable String parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      try {
        return switch (input) {
          case StringValue text -> read.apply(String.valueOf(text.getValue()));
          case IntValue number -> read.apply(number.getValue().toString());
          default -> throw new IllegalArgumentException();
        };
      } catch (IllegalArgumentException e) {
        throw new CoercingParseLiteralException(
            "Text like the examples of " + name + " is expected");
      }
    }
  }
}
